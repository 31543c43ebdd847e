# What a developer does with Headwater, by one word each. `make run` and `make test` do all the set-up themselves.
.PHONY: build run test faults check format models bench fuzz sanitize package install clean

# Where `make run` keeps its collection, and the port it opens (0: any free one; it is printed).
DATA ?= run
PORT ?= 0
# The folder that holds train/, the data that models are made from.
TRAIN ?= ../shared

build: build/release/CMakeCache.txt
	cmake --build --preset release

build/release/CMakeCache.txt: CMakePresets.json
	cmake --preset release

install:
	tools/install.sh

run: install
	$(MAKE) build
	build/release/headwater serve --data $(DATA) --listen 127.0.0.1:$(PORT)

# A Debian package in build/package; what only tests, benches and fuzzers need is not installed for it.
package:
	tools/install.sh building
	$(MAKE) build
	cmake --build --preset release --target package_files
	cd build/release && cpack

test: install
	$(MAKE) build
	tools/test.sh

# Kills, full disks, jumping clocks and the like against invented news: nothing acknowledged may be lost (docs/faults.md).
# SHORT=1 is the selection of `make test`; ROUNDS=n, SEED=n, TRIAL="names" as wanted.
faults: build
	test/faults/run.py $(if $(SHORT),--short) $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(SEED),--seed $(SEED)) $(TRIAL)

# Format, layers, and the linter over every file (slow: some twenty minutes on two cores).
check: build
	tools/check_format.sh
	tools/check_layers.py
	tools/check_lint.sh

format:
	git ls-files 'src/*.cc' 'src/*.h' 'test/*.cc' 'test/*.h' 'bench/*.cc' 'fuzz/*.cc' 'fuzz/*.h' | xargs clang-format -i

# Every model of models/ anew from the data in TRAIN (a few minutes); `build/release/train/train_models --check` compares.
models: build
	cmake --build --preset release --target train_models
	build/release/train/train_models $(TRAIN) models

bench: build
	cmake --build --preset release --target benches
	tools/bench.sh

# Every parser that reads the web is fed broken input for a minute each (FUZZ_SECONDS); findings stay in build/fuzz.
fuzz: install
	cmake --preset fuzz && cmake --build --preset fuzz --target fuzzers
	tools/fuzz.py

# The tests once more under the address and undefined-behaviour sanitizers, then under the thread sanitizer.
sanitize:
	cmake --preset asan && cmake --build --preset asan
	ctest --test-dir build/asan --output-on-failure
	cmake --preset tsan && cmake --build --preset tsan
	ctest --test-dir build/tsan --output-on-failure

clean:
	rm -rf build
