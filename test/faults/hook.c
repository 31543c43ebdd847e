/* Stands between a program and the system, to let it meet at a chosen moment what a machine may do to it. Preloaded by
 * test/faults/hook.py, which it shares a page of numbers with. It changes nothing until one of them says so. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { kBefore = 0, kAfter = 1, kTorn = 2 };

/* hook.py knows this layout: numbers of 64 bits, in this order. */
struct Board {
  volatile int64_t kill_at;     /* die at the so manieth call that changes a file below the root; 0: never */
  volatile int64_t how;         /* before it, after it, or with half of its bytes written */
  volatile int64_t calls;       /* that changed a file below the root */
  volatile int64_t disk_full;   /* no file below the root may grow */
  volatile int64_t disk_broken; /* whatever is to reach the disk does not: EIO */
  volatile int64_t clock_ahead; /* seconds that the wall clock is ahead of the machine's */
  volatile int64_t point;       /* a hash of the call that it died at: which, of which file, where, which bytes */
  volatile int64_t refused;     /* calls that were told that the disk is full, or broken */
};

static struct Board nothing;
static struct Board* board = &nothing;
static char root[4096];
static size_t root_length;

#define REAL(type, name, ...)       \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

__attribute__((constructor)) static void Begin(void) {
  const char* const file = getenv("HEADWATER_FAULTS_BOARD");
  const char* const folder = getenv("HEADWATER_FAULTS_ROOT");
  if (!file || !folder || strlen(folder) >= sizeof root) return;
  const int fd = open(file, O_RDWR | O_CLOEXEC);
  if (fd < 0) return;
  void* const page = mmap(NULL, sizeof *board, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (page == MAP_FAILED) return;
  strcpy(root, folder);
  root_length = strlen(root);
  board = page;
}

static int Below(const char* path) { return root_length > 0 && strncmp(path, root, root_length) == 0; }

/* The path of an open file below the root, or nothing. */
static const char* PathOf(int fd, char* path, size_t size) {
  char link[64];
  if (root_length == 0) return NULL;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  const ssize_t length = readlink(link, path, size - 1);
  if (length <= 0) return NULL;
  path[length] = 0;
  return Below(path) ? path : NULL;
}

static uint64_t Mix(uint64_t hash, const void* bytes, size_t size) {
  const unsigned char* const at = bytes;
  for (size_t i = 0; i < size; ++i) hash = (hash ^ at[i]) * 0x100000001b3ULL;
  return hash;
}

static void Die(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

/* Counts a call. True where the caller has half of its bytes to write, and then to die; after_it where it dies later.
 */
static int Count(const char* what, const char* path, int64_t offset, const void* bytes, size_t size, int* after_it) {
  const int64_t number = __sync_add_and_fetch(&board->calls, 1);
  *after_it = 0;
  if (board->kill_at == 0 || number < board->kill_at) return 0;
  uint64_t hash = Mix(0xcbf29ce484222325ULL, what, strlen(what));
  hash = Mix(hash, path + root_length, strlen(path + root_length));
  hash = Mix(hash, &offset, sizeof offset);
  const int64_t how = board->how;
  hash = Mix(Mix(hash, bytes, size), &how, sizeof how);
  board->point = (int64_t)hash;
  if (how == kBefore) Die();
  *after_it = 1;
  return how == kTorn && size > 1;
}

static int Full(int fd, int64_t end) {
  struct stat file;
  if (!board->disk_full || fstat(fd, &file) != 0 || end <= file.st_size) return 0;
  __sync_add_and_fetch(&board->refused, 1);
  errno = ENOSPC;
  return 1;
}

static int Broken(void) {
  if (!board->disk_broken) return 0;
  __sync_add_and_fetch(&board->refused, 1);
  errno = EIO;
  return 1;
}

static ssize_t WriteAt(int fd, const void* bytes, size_t size, off_t offset) {
  REAL(ssize_t, "pwrite64", int, const void*, size_t, off_t);
  char buffer[4200];
  const char* const path = PathOf(fd, buffer, sizeof buffer);
  if (!path) return real(fd, bytes, size, offset);
  if (Broken() || Full(fd, offset + (int64_t)size)) return -1;
  int die = 0;
  if (Count("pwrite", path, offset, bytes, size, &die)) size /= 2;
  const ssize_t written = real(fd, bytes, size, offset);
  if (die) Die();
  return written;
}
ssize_t pwrite(int fd, const void* bytes, size_t size, off_t offset) { return WriteAt(fd, bytes, size, offset); }
ssize_t pwrite64(int fd, const void* bytes, size_t size, off_t offset) { return WriteAt(fd, bytes, size, offset); }

ssize_t write(int fd, const void* bytes, size_t size) {
  REAL(ssize_t, "write", int, const void*, size_t);
  char buffer[4200];
  const char* const path = PathOf(fd, buffer, sizeof buffer);
  if (!path) return real(fd, bytes, size);
  const off_t at = lseek(fd, 0, SEEK_CUR);
  if (Broken() || Full(fd, at + (int64_t)size)) return -1;
  int die = 0;
  if (Count("write", path, at, bytes, size, &die)) size /= 2;
  const ssize_t written = real(fd, bytes, size);
  if (die) Die();
  return written;
}

/* Streams of C++ write so. */
ssize_t writev(int fd, const struct iovec* parts, int count) {
  REAL(ssize_t, "writev", int, const struct iovec*, int);
  char buffer[4200];
  const char* const path = PathOf(fd, buffer, sizeof buffer);
  if (!path) return real(fd, parts, count);
  size_t size = 0;
  for (int i = 0; i < count; ++i) size += parts[i].iov_len;
  const off_t at = lseek(fd, 0, SEEK_CUR);
  if (Broken() || Full(fd, at + (int64_t)size)) return -1;
  int die = 0;
  if (Count("writev", path, at, parts[0].iov_base, parts[0].iov_len, &die)) count = 1;
  const ssize_t written = real(fd, parts, count);
  if (die) Die();
  return written;
}

static int Synced(const char* what, int fd, int (*real)(int)) {
  char buffer[4200];
  const char* const path = PathOf(fd, buffer, sizeof buffer);
  if (!path) return real(fd);
  if (Broken()) return -1;
  struct stat file = {0};
  fstat(fd, &file);
  int die = 0;
  const int64_t calls = board->calls;
  Count(what, path, file.st_size, &calls, sizeof calls, &die);
  const int done = real(fd);
  if (die) Die();
  return done;
}
int fdatasync(int fd) {
  REAL(int, "fdatasync", int);
  return Synced("fdatasync", fd, real);
}
int fsync(int fd) {
  REAL(int, "fsync", int);
  return Synced("fsync", fd, real);
}

static int Truncate(int fd, off_t size) {
  REAL(int, "ftruncate64", int, off_t);
  char buffer[4200];
  const char* const path = PathOf(fd, buffer, sizeof buffer);
  if (!path) return real(fd, size);
  if (Full(fd, size)) return -1;
  int die = 0;
  Count("ftruncate", path, size, NULL, 0, &die);
  const int done = real(fd, size);
  if (die) Die();
  return done;
}
int ftruncate(int fd, off_t size) { return Truncate(fd, size); }
int ftruncate64(int fd, off_t size) { return Truncate(fd, size); }

int unlink(const char* path) {
  REAL(int, "unlink", const char*);
  if (!Below(path)) return real(path);
  int die = 0;
  Count("unlink", path, 0, NULL, 0, &die);
  const int done = real(path);
  if (die) Die();
  return done;
}

int rename(const char* from, const char* to) {
  REAL(int, "rename", const char*, const char*);
  if (!Below(to)) return real(from, to);
  int die = 0;
  Count("rename", to, 0, NULL, 0, &die);
  const int done = real(from, to);
  if (die) Die();
  return done;
}

int clock_gettime(clockid_t clock, struct timespec* now) {
  REAL(int, "clock_gettime", clockid_t, struct timespec*);
  const int done = real(clock, now);
  if (clock == CLOCK_REALTIME) now->tv_sec += board->clock_ahead;
  return done;
}

int gettimeofday(struct timeval* restrict now, void* restrict zone) {
  REAL(int, "gettimeofday", struct timeval*, void*);
  const int done = real(now, zone);
  now->tv_sec += board->clock_ahead;
  return done;
}

time_t time(time_t* at) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (at) *at = now.tv_sec;
  return now.tv_sec;
}
