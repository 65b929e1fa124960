import AnnotationModel
import Interchange
import Synchronization

/// Records of every kind that the readers take, for mutations to begin from.
///
/// libFuzzer keeps whatever reaches new code, which soon is mostly bytes that are no JSON any more. Those
/// begin from one of these instead.
final class ValidRecords: Sendable {
  static let shared = ValidRecords()

  /// Remembered ones at most; the oldest go.
  private static let limit = 1024

  private let remembered = Mutex<[[UInt8]]>([])
  private let written: [[UInt8]]

  private init() {
    let texts = Self.lines + Self.responses + Self.requests + Self.loops
    written = texts.map { Array($0.utf8) } + Self.masks
  }

  /// Keeps a record that a reader has taken.
  func remember(_ bytes: [UInt8]) {
    remembered.withLock {
      $0.append(bytes)
      if $0.count > Self.limit { $0.removeFirst(Self.limit / 4) }
    }
  }

  /// One of the records, written or remembered alike.
  func one(_ number: UInt64) -> [UInt8] {
    remembered.withLock { remembered in
      let known = number.isMultiple(of: 2) && !remembered.isEmpty ? remembered : written
      return known[Int(number / 2 % UInt64(known.count))]
    }
  }

  // MARK: Written

  private static let lines = [
    #"{"source-ref":"s3://b/in/鳥 1.jpg","kind":1,"kind-metadata":{"class-name":"heron","confidence":0.8,"type":"groundtruth/image-classification","job-name":"labeling-job/kind","human-annotated":"yes","creation-date":"2024-05-02T09:15:22.004512"}}"#,
    #"{"source-ref":"s3://b/in/s.jpg","scene":[4,0],"scene-metadata":{"job-name":"labeling-job/scene","class-map":{"4":"bicycle","0":"人"},"human-annotated":"yes","creation-date":"2024-05-02T09:20:11","confidence-map":{"4":0.91,"0":0.35},"type":"groundtruth/image-classification-multilabel"}}"#,
    #"{"source-ref":"s3://b/in/p.png","ok":"1","ok-metadata":{"class-name":"bad","confidence":0.93,"type":"groundtruth/label-verification","job-name":"labeling-job/ok","human-annotated":"yes","creation-date":"2024-05-03T08:00:00.527256","worker-feedback":[{"comment":"too wide"}]}}"#,
    ##"{"source-ref":"s3://b/in/c.jpg","roads-ref":"s3://b/out/0.png","roads-ref-metadata":{"internal-color-map":{"0":{"class-name":"BACKGROUND","hex-color":"#ffffff","confidence":0.8},"1":{"class-name":"road","hex-color":"#2ca02c","confidence":0.8}},"type":"groundtruth/semantic-segmentation","human-annotated":"yes","creation-date":"2024-05-02T10:30:00.562419","job-name":"labeling-job/roads"}}"##,
    #"{"source-ref":"s3://b/in/d.jpg","dogs":{"image_size":[{"width":640,"height":480,"depth":3}],"annotations":[{"class_id":0,"left":4,"top":134,"width":61,"height":128},{"class_id":1,"left":10,"top":10,"width":5,"height":6}]},"dogs-metadata":{"objects":[{"confidence":0.5},{"confidence":0.0}],"class-map":{"0":"dog","1":"犬"},"type":"groundtruth/object-detection","human-annotated":"yes","creation-date":"2024-05-02 10:01:00","job-name":"labeling-job/dogs"},"dogs2":{"image_size":[{"width":640,"height":480,"depth":3}],"annotations":[]},"dogs2-metadata":{"objects":[],"class-map":{"0":"dog"},"adjustment-status":"adjusted","type":"groundtruth/object-detection","human-annotated":"yes","creation-date":"2024-05-02T10:01:00Z","job-name":"labeling-job/dogs2"}}"#,
    #"{"source-ref":"s3://b/in/e.jpg","device":"D-12","dogs-metadata":{"failure-reason":"ClientError: no bytes","human-annotated":"yes","job-name":"labeling-job/dogs"}}"#,
  ]

  private static let answer =
    #"{"workerId":"w1","submissionTime":"2024-05-02T10:00:00Z","answerContent":{"boxes":{"boundingBoxes":[{"height":128,"label":"dog","left":11,"top":34,"width":61}],"inputImageProperties":{"height":480,"width":640}}},"workerMetadata":{"identityData":{"identityProviderType":"Cognito","issuer":"https://i/","sub":"5f"}}}"#
  private static let choice =
    #"{"workerId":"w2","submissionTime":"Thu May 02 10:00:00 UTC 2024","answerContent":{"crowd-image-classifier":{"label":"heron"}}}"#
  private static let outline =
    #"{"workerId":"w3","submissionTime":"2024-05-02T10:00:00Z","answerContent":{"crowd-polygon":{"polygons":[{"label":"tail","vertices":[{"x":1,"y":2},{"x":30,"y":2},{"x":9,"y":40}]}],"inputImageProperties":{"height":480,"width":640}}}}"#

  private static let responses = [
    #"{"answers":[\#(answer)],"humanLoopName":"x"}"#,
    #"{"answers":[\#(answer),\#(choice)]}"#, #"{"answers":[\#(outline)]}"#,
  ]

  private static let requests = [answer, choice].map { answer in
    #"[{"datasetObjectId":"0","dataObject":{"s3Uri":"s3://b/in/d.jpg"},"annotations":[{"workerId":"w1","annotationData":{"content":"{\"boxes\":{\"boundingBoxes\":[{\"height\":8,\"label\":\"dog\",\"left\":1,\"top\":4,\"width\":6}],\"inputImageProperties\":{\"height\":480,\"width\":640}}}"}},\#(answer)]}]"#
  }

  private static let loops = [answer, choice, outline].map { answer in
    #"{"flowDefinitionArn":"arn:aws:sagemaker:eu-west-1:1:flow-definition/f","humanLoopName":"loop-1","inputContent":{"taskObject":"s3://b/in/d.jpg","initialValue":[]},"humanAnswers":[\#(answer)]}"#
  }

  private static let masks: [[UInt8]] = [(40, 30), (7, 1), (64, 64)].compactMap { sides in
    guard let size = ImageSize(width: sides.0, height: sides.1),
      let box = Box(left: 1, top: 0, right: Double(sides.0 - 2), bottom: 1)
    else { return nil }
    var picture = ClassMaskPicture(size: size)
    guard (try? picture.paint(.box(box), value: 1)) != nil else { return nil }
    picture.setColor(0x2CA02C, of: 1)
    return try? picture.png(origin: RecordOrigin(file: "seed"))
  }
}
