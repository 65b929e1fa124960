import AnnotationModel
import Glibc

/// The clocks that benchmarks read.
enum Clocks {
  /// The wall clock, for the store.
  @Sendable static func now() -> Timestamp {
    Timestamp(microseconds: microseconds(CLOCK_REALTIME))
  }

  /// Microseconds of a clock that all processes of the host share and nobody sets.
  static func monotonic() -> Int64 { microseconds(CLOCK_MONOTONIC) }

  private static func microseconds(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    unsafe clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }

  /// Sleeps until `monotonic` reads as much; returns at once when it already does.
  static func sleep(until moment: Int64) {
    let rest = moment - monotonic()
    if rest > 0 { usleep(UInt32(clamping: rest)) }
  }
}
