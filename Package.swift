// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target gets the same rules: the language features that a later Swift turns on by
/// default, memory-safety auditing, and no warnings where CI builds.
let rules: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
  ] + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])

/// Whether the decoders are built with coverage and AddressSanitizer, C too, and their fuzzers are
/// targets; other builds see none of it.
let isFuzzing = Context.environment["FUZZ"] != nil
let fuzzedC: [CSetting] =
  isFuzzing ? [.unsafeFlags(["-fsanitize=fuzzer-no-link,address", "-g"])] : []
let fuzzedRules: [SwiftSetting] =
  rules + (isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer,address", "-g"])] : [])
let fuzzTargets: [Target] =
  isFuzzing
  ? [
    .target(name: "CFuzzDriver", path: "Tests/FuzzTargets/CFuzzDriver"),
    .executableTarget(
      name: "ImageFuzzer", dependencies: ["CFuzzDriver", "Raster"],
      path: "Tests/FuzzTargets/ImageFuzzer", swiftSettings: fuzzedRules,
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address"])]),
    .executableTarget(
      name: "RecordFuzzer", dependencies: ["CFuzzDriver", "Interchange", "RecordMutation"],
      path: "Tests/FuzzTargets/RecordFuzzer", swiftSettings: fuzzedRules,
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address"])]),
  ] : []

/// The program carries Swift with it.
///
/// So it runs on machines that have none, and starts sooner and in less memory than when the loader puts
/// Foundation together. Packed relocations, which need lld, save 2 MB more. Only the program is linked
/// like this: the tests load XCTest, which brings its own Swift.
let selfContained: [LinkerSetting] =
  [
    .unsafeFlags([
      "-static-stdlib", "-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs",
    ])
  ]
  + [
    "Foundation", "FoundationInternationalization", "FoundationEssentials", "CoreFoundation",
    "_FoundationICU", "_FoundationCShims", "_FoundationCollections", "swiftSynchronization",
    "swiftDispatch",
  ].map { .linkedLibrary($0) }

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")

/// The arrows of the architecture: a target sees only what is listed here.
let package = Package(
  name: "plumbline",
  products: [.executable(name: "plumbline", targets: ["plumbline"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", exact: "0.6.0"),
  ],
  targets: [
    // MARK: C libraries
    .target(
      name: "CImageCodecs", cSettings: fuzzedC,
      linkerSettings: [.linkedLibrary("jpeg"), .linkedLibrary("png")]),
    .target(
      name: "CNcurses",
      cSettings: [.define("NCURSES_WIDECHAR", to: "1")],
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),

    .target(name: "CPixelKernels", cSettings: fuzzedC),
    .target(name: "CConsolidationKernels"),
    .target(name: "CSQLiteSettings", linkerSettings: [.linkedLibrary("sqlite3")]),

    // MARK: Vocabulary
    .target(name: "AnnotationModel", swiftSettings: fuzzedRules),
    .target(
      name: "Raster", dependencies: ["CImageCodecs", "CPixelKernels"],
      swiftSettings: fuzzedRules),
    .target(name: "Screen", swiftSettings: rules),

    // MARK: Pure
    .target(
      name: "Consolidation", dependencies: ["AnnotationModel", "CConsolidationKernels"],
      swiftSettings: rules),
    .target(
      name: "Interchange", dependencies: ["AnnotationModel", "Raster"],
      swiftSettings: fuzzedRules),
    .target(
      name: "TerminalGraphics", dependencies: ["CPixelKernels", "Raster", "Screen"],
      swiftSettings: rules),
    .target(name: "Workbench", dependencies: ["AnnotationModel", "Screen"], swiftSettings: rules),

    // MARK: Edges
    .target(
      name: "Pictures", dependencies: ["Raster", "Screen", "TerminalGraphics"],
      swiftSettings: rules),
    .target(
      name: "Store", dependencies: ["AnnotationModel", "CSQLiteSettings", crypto, grdb, sqlite],
      swiftSettings: rules),
    .target(name: "Terminal", dependencies: ["CNcurses", "Screen"], swiftSettings: rules),

    // MARK: Program
    .executableTarget(
      name: "plumbline",
      dependencies: [
        "AnnotationModel", "Consolidation", "Interchange", "Pictures", "Raster", "Screen", "Store",
        "Terminal", "TerminalGraphics", "Workbench", argumentParser, crypto, "TOMLKit",
      ],
      // A link to the themes at the top, so that a program copied anywhere has them.
      resources: [
        .embedInCode("Themes/default-dark.toml"), .embedInCode("Themes/default-light.toml"),
        .embedInCode("Themes/high-contrast.toml"), .embedInCode("Themes/mono.toml"),
      ],
      swiftSettings: rules, linkerSettings: selfContained),

    // MARK: Tests
    .target(
      name: "AnnotatorSimulation", path: "Tests/AnnotatorSimulation", swiftSettings: rules),
    .executableTarget(
      name: "BakeryGenerator", dependencies: ["AnnotatorSimulation", "Raster"],
      path: "Tests/BakeryGenerator", swiftSettings: rules),
    .target(
      name: "KnownProblems",
      dependencies: ["AnnotationModel", "AnnotatorSimulation", "Consolidation", "Raster"],
      path: "Tests/KnownProblems", swiftSettings: rules),
    .target(
      name: "RecordMutation", dependencies: ["Interchange"], path: "Tests/RecordMutation",
      swiftSettings: rules),
    .target(
      name: "PseudoTerminals", dependencies: ["Screen"], path: "Tests/PseudoTerminals",
      swiftSettings: rules),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "AnnotationModel", "AnnotatorSimulation", "Consolidation", "KnownProblems", "Pictures",
        "Raster", "Screen", "Store", "TerminalGraphics", argumentParser,
      ],
      path: "Tests/Benchmarks", exclude: ["Consolidation/crowd_kit.py"], swiftSettings: rules),
    .testTarget(
      name: "AnnotationModelTests", dependencies: ["AnnotationModel"], swiftSettings: rules),
    .testTarget(
      name: "AnnotatorSimulationTests", dependencies: ["AnnotatorSimulation"],
      swiftSettings: rules),
    .testTarget(
      name: "ConsolidationTests",
      dependencies: [
        "AnnotationModel", "AnnotatorSimulation", "CConsolidationKernels", "Consolidation",
        "KnownProblems", "Raster",
      ],
      swiftSettings: rules),
    .testTarget(
      name: "InterchangeTests",
      dependencies: ["AnnotationModel", "Interchange", "Raster", "RecordMutation"],
      resources: [.copy("Fixtures")], swiftSettings: rules),
    .testTarget(
      name: "PicturesTests", dependencies: ["Pictures", "Raster", "Screen", "TerminalGraphics"],
      swiftSettings: rules),
    .testTarget(
      name: "RasterTests", dependencies: ["CPixelKernels", "Raster"],
      resources: [.copy("Fixtures")],
      swiftSettings: rules),
    .testTarget(name: "ScreenTests", dependencies: ["Screen"], swiftSettings: rules),
    .executableTarget(
      name: "StoreWorker", dependencies: ["AnnotationModel", "Store"], path: "Tests/StoreWorker",
      swiftSettings: rules),
    .testTarget(
      name: "StoreTests", dependencies: ["AnnotationModel", "Store", "StoreWorker", grdb],
      exclude: ["Fixtures"],
      swiftSettings: rules),
    .testTarget(
      name: "TerminalGraphicsTests", dependencies: ["Raster", "Screen", "TerminalGraphics"],
      swiftSettings: rules),
    .testTarget(
      name: "TerminalTests", dependencies: ["PseudoTerminals", "Screen", "Terminal"],
      swiftSettings: rules),
    .testTarget(
      name: "WorkbenchTests", dependencies: ["AnnotationModel", "Screen", "Workbench"],
      exclude: ["Snapshots"], swiftSettings: rules),
    .testTarget(
      name: "ProgramTests",
      dependencies: [
        "AnnotationModel", "Interchange", "PseudoTerminals", "Raster", "Screen",
      ],
      swiftSettings: rules),
  ] + fuzzTargets,
  swiftLanguageModes: [.v6]
)
