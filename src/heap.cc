// What jemalloc, the program's heap, is told at the start.
//
// Large pages: a desk's window of gigabytes is read here and there, and is otherwise slowed by its page tables (bench/
// desk.cc has the figures). Few arenas: threads are few, and what each holds back is memory of a small machine.

// Read by jemalloc before main(); see `malloc_conf` in jemalloc(3).
extern "C" const char* malloc_conf;
const char* malloc_conf = "thp:always,metadata_thp:auto,narenas:4";
