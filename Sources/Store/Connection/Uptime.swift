import FoundationEssentials
import Glibc

/// How long the host has been up: the time that leases go by.
///
/// Nobody can set this clock, and all processes of a host read the same one, so a wall clock that
/// jumps neither ends a lease early nor keeps one alive.
package struct Uptime: Hashable, Sendable {
  /// Names the start of the host, because readings of two starts cannot be compared.
  package let boot: String
  /// Microseconds since then, sleep included.
  package let microseconds: Int64

  /// Makes a reading.
  package init(boot: String, microseconds: Int64) {
    self.boot = boot
    self.microseconds = microseconds
  }

  /// Reads the kernel's clock (`CLOCK_BOOTTIME`, clock_gettime(2)).
  @Sendable package static func read() -> Uptime {
    var time = timespec()
    unsafe clock_gettime(CLOCK_BOOTTIME, &time)
    return Uptime(
      boot: thisBoot,
      microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }

  /// The kernel's name of this boot (random(4)); empty where there is no `/proc`.
  private static let thisBoot =
    (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8))?
    .filter { $0 != "\n" } ?? ""
}
