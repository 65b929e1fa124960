package import AnnotationModel
import GRDB

extension LeadView {
  /// An image with its places and sizes; throws `unknown` when the project has none of this id.
  package func image(_ id: ID<Image>) throws(StoreError) -> Image {
    try store.read("looking up an image") { db in
      try ImageTable.image(try ImageTable.key(of: id, in: db), in: db)
    }
  }
}
