# The two commands of the README: `make demo` and `make test`.
# Both install the Debian packages they need when they are missing, and say so.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo test torture benchmarks fuzz build program-packages test-packages bakery format

PROGRAM_PACKAGES := libncurses-dev libjpeg62-turbo-dev libpng-dev libsqlite3-dev
TEST_PACKAGES := $(PROGRAM_PACKAGES) tmux
FUZZ_RUNS ?= 50000
FUZZ_RECORDS ?= 100000
DEMO_PROJECT ?= $(or $(XDG_DATA_HOME),$(HOME)/.local/share)/plumbline/bakery
BINARY := .build/release/plumbline

# $(call install,PACKAGES): installs those that dpkg does not know as installed.
define install
missing=(); \
for package in $(1); do \
  dpkg-query -W -f='$${Status}' "$$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$$package"); \
done; \
if (( $${#missing[@]} )); then \
  as_root=(); (( EUID == 0 )) || as_root=(sudo); \
  echo "installing $${missing[*]} with $${as_root[*]:+$${as_root[*]} }apt-get"; \
  "$${as_root[@]}" apt-get update -q; \
  "$${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$${missing[@]}"; \
fi
endef

help:
	@echo 'make demo   build, make the bakery sample project, and open it'
	@echo 'make test   build and run every test'
	@echo 'make build  build the program: $(BINARY)'
	@echo 'make torture     kill the program 200 times, and other tests at full length'
	@echo 'make benchmarks  measure commits, large projects and init; 10 minutes and 2 GB'
	@echo 'make fuzz   feed $(FUZZ_RUNS) invented pictures and $(FUZZ_RECORDS) invented records to their readers'
	@echo 'make bakery write SampleProjects/bakery again from its generator'

program-packages:
	@$(call install,$(PROGRAM_PACKAGES))

test-packages:
	@$(call install,$(TEST_PACKAGES))

build: program-packages
	swift build -c release --product plumbline

demo: build
	@if [[ ! -e "$(DEMO_PROJECT)/plumbline.sqlite" ]]; then \
	  mkdir -p "$$(dirname "$(DEMO_PROJECT)")"; \
	  $(BINARY) init "$(DEMO_PROJECT)" --from SampleProjects/bakery/project.toml; \
	fi
	@echo 'opening $(DEMO_PROJECT)'
	@$(BINARY) "$(DEMO_PROJECT)"

test: test-packages
	swift test -c release --disable-testable-imports

# The tests that `make test` runs in a short form.
torture: test-packages
	PLUMBLINE_KILLS=200 PLUMBLINE_UNDO_ACTIONS=10000 \
	  swift test -c release --disable-testable-imports --no-parallel \
	  --filter 'KillTests|UndoTeamTests|HandOutProcessTests|DisasterTests|BackupTests'

benchmarks: program-packages
	swift build -c release --product plumbline
	swift build -c release --product Benchmarks
	.build/release/Benchmarks commits
	.build/release/Benchmarks large
	.build/release/Benchmarks init

bakery: program-packages
	swift run -c release BakeryGenerator SampleProjects/bakery

# lld, because gold fails on the sanitizer's sections; without its own backtraces Swift lets libFuzzer
# report a crash. FUZZ_RUNS pictures and FUZZ_RECORDS records, from the fixtures on, of which every
# manifest line is one; what is new is kept in fuzz-corpus.
fuzz: program-packages
	FUZZ=1 swift build -c release --product ImageFuzzer --scratch-path .build/fuzz -Xswiftc -use-ld=lld
	@mkdir -p fuzz-corpus/images
	SWIFT_BACKTRACE=enable=no .build/fuzz/release/ImageFuzzer -runs=$(FUZZ_RUNS) -rss_limit_mb=1024 \
	  -timeout=10 -print_final_stats=1 fuzz-corpus/images Tests/RasterTests/Fixtures < /dev/null
	FUZZ=1 swift build -c release --product RecordFuzzer --scratch-path .build/fuzz -Xswiftc -use-ld=lld
	@mkdir -p fuzz-corpus/records fuzz-corpus/record-seeds
	@for file in $$(find Tests/InterchangeTests/Fixtures SampleProjects -name '*.manifest'); do \
	  split -l 1 -a 3 "$$file" fuzz-corpus/record-seeds/$$(basename "$$file" .manifest)-; \
	done
	SWIFT_BACKTRACE=enable=no .build/fuzz/release/RecordFuzzer -runs=$(FUZZ_RECORDS) -max_len=8192 \
	  -rss_limit_mb=1024 -timeout=10 -print_final_stats=1 fuzz-corpus/records \
	  fuzz-corpus/record-seeds Tests/InterchangeTests/Fixtures < /dev/null

format:
	swift format -i -r Sources Tests Package.swift
