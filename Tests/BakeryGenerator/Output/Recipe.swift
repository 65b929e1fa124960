/// The sample project's `project.toml`, which also shows every key that a recipe may have.
enum Recipe {
  static let text = """
    # The bread counter: a recipe for `plumbline init DIR --from project.toml`.
    # A recipe is read once; afterwards the project's database is what counts.
    # Every path is relative to this file.

    [project]
    name = "Bakery"

    # One [[label]] for each class, in the order of their class indexes (0, 1, ...).
    #   name       as manifests and answers spell it; at most 256 characters, unique
    #   code       a short code to type
    #   names      what people see, by language
    #   aliases    other spellings that find the label
    #   color      #rrggbb; these are from Okabe and Ito's palette, safe for the colour-blind
    #   line       solid, dashed, dotted or double: tells classes apart without colour
    #   threshold  the confidence (0 to 1) below which a prediction is doubted
    [[label]]
    name = "anpan"
    code = "an"
    names = { ja = "あんぱん", en = "anpan" }
    aliases = ["あんパン", "アンパン", "餡パン", "red bean bun"]
    color = "#e69f00"
    line = "solid"
    threshold = 0.80

    [[label]]
    name = "melonpan"
    code = "me"
    names = { ja = "メロンパン", en = "melonpan" }
    aliases = ["めろんぱん", "melon bun", "sugar-crusted bun"]
    color = "#009e73"
    line = "dashed"
    threshold = 0.75

    [[label]]
    name = "yakisobapan"
    code = "ya"
    names = { ja = "焼きそばパン", en = "yakisobapan" }
    aliases = ["やきそばパン", "焼そばパン", "fried noodle roll"]
    color = "#56b4e9"
    line = "dotted"
    threshold = 0.70

    [job]
    name = "bread counter"
    attribute = "bread"        # the label attribute name in manifests
    task = "boundingBox"
    annotators = 6             # how many people answer each image: five have, so you can

    [images]
    paths = ["images"]         # files and folders
    prefix = "s3://plumbline-bakery/"   # stands before a picture's path in manifests

    # Answers to take in. All keys are optional.
    [import]
    manifest = "input.manifest"            # which images, in which order (Ground Truth)
    worker_responses = "worker-response"   # raw answers, one folder per manifest line
    predictions = "predictions"            # DetectCustomLabels responses, one per image stem
    gold = "gold.manifest"                 # known truth (augmented manifest)

    [import.model]
    name = "bread-detector"
    version = "2026-05-01"
    min_confidence = \(Predictions.floor)                  # the floor it was asked with, 0 to 100

    """
}
