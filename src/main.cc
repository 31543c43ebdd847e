// Headwater: an aggregator in which every item leads back to its primary source.
#include "cli/cli.h"

int main(int argc, char** argv) { return headwater::cli::Main(argc, argv); }
