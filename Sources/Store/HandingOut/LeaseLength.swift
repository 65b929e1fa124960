extension AnnotatorView {
  /// Seconds without a heartbeat after which an untouched data object goes to somebody else.
  package func leaseSeconds() throws(StoreError) -> Int {
    try store.read("reading the rules") { try HandOutRules.of(jobKey, in: $0).leaseSeconds }
  }
}

extension ReviewQueue {
  /// Seconds without a heartbeat after which an untouched data object goes to another reviewer.
  package func leaseSeconds() throws(StoreError) -> Int {
    try store.read("reading the rules") { try HandOutRules.of(jobKey, in: $0).leaseSeconds }
  }
}
