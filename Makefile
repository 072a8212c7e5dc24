# Thin over `cargo xtask`: what a step does is written there. Needs git, make and a Rust toolchain.
.DEFAULT_GOAL := help
.PHONY: help run test bench clean c-compiler

SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

help: ## Show this list.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: c-compiler ## Build the hub and start it; ARGS="--data DIR" passes further arguments.
	@cargo xtask run $(ARGS)

test: c-compiler ## Run every check and test; the last line counts them.
	@cargo xtask test

bench: c-compiler ## Measure messages per second and latency through a running hub.
	@cargo xtask bench mllp

clean: ## Remove what was built, installed tools included.
	@cargo clean

# Linking needs it, and so do the embedded SQLite and the Kafka client, which are built from C. Everything else is installed by xtask.
c-compiler:
	@command -v cc >/dev/null && command -v c++ >/dev/null || { \
	  echo "There is no compiler of C and C++, which linking, the embedded SQLite and the Kafka client need."; \
	  command -v apt-get >/dev/null || { echo "Install one (gcc and g++, or clang) and run make again."; exit 1; }; \
	  echo "Installing build-essential with apt-get."; \
	  $(SUDO) apt-get update -qq && \
	  $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends build-essential; }
