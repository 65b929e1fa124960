extension ReviewQueue {
  /// What `take` will probably hand out next, without taking them; fewer near the end.
  ///
  /// `held` is what this reviewer has now. Others may be quicker, so this is good for reading files
  /// ahead and for nothing else.
  package func upcoming(
    _ count: Int, after held: DataObjectKey?, passing: Set<DataObjectKey> = []
  ) throws(StoreError) -> [ReviewItem] {
    try store.write("looking ahead in the queue") { transaction in
      var passed = Set(passing.map(\.value))
      if let held { passed.insert(held.value) }
      var items: [ReviewItem] = []
      while items.count < count {
        let handOut = try ReviewHandOut(
          job: jobKey, person: personKey, passing: passed, in: transaction)
        guard let object = try handOut.next() else { break }
        passed.insert(object.key)
        items.append(try item(object, in: transaction.db))
      }
      return items
    }
  }
}
