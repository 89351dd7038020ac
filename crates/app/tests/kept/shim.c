/* Stands between a program and the files of one folder: counts what changes them, and at the N-th of these ends the
 * program, or lets it and all that follow fail. A program that is ended this way loses what it had not made durable:
 * at every fsync a file's bytes are copied aside, and the test puts these copies in the files' places.
 *
 * TABIJI_SHIM_FOLDER  the folder
 * TABIJI_SHIM_ASIDE   where durable bytes are copied to, by inode; without it, fsync is only counted
 * TABIJI_SHIM_EXIT    ends the program at the N-th change
 * TABIJI_SHIM_FAIL    lets the N-th change and all after it fail, until TABIJI_SHIM_ROOM exists
 * TABIJI_SHIM_ERROR   with this errno
 * TABIJI_SHIM_ROOM    a file: while it is there, nothing fails
 * TABIJI_SHIM_COUNT   a file that holds the count at the end
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static long count;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int inside(const char *path) {
  const char *folder = getenv("TABIJI_SHIM_FOLDER");
  return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int path_of(int fd, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX);
  if (length < 0) return 0;
  path[length] = 0;
  return 1;
}

static int inside_fd(int fd) {
  char path[PATH_MAX + 1];
  return getenv("TABIJI_SHIM_FOLDER") && path_of(fd, path) && inside(path);
}

static void tell(void) {
  const char *to = getenv("TABIJI_SHIM_COUNT");
  if (!to) return;
  char text[32];
  int length = snprintf(text, sizeof text, "%ld", count);
  int fd = REAL(open)(to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (fd >= 0 && REAL(write)(fd, text, length) == length) close(fd);
}

/* Counts a change. Returns 0 when it may be made, or the errno it fails with. */
static int change(void) {
  const char *end = getenv("TABIJI_SHIM_EXIT"), *fail = getenv("TABIJI_SHIM_FAIL");
  const char *error = getenv("TABIJI_SHIM_ERROR"), *room = getenv("TABIJI_SHIM_ROOM");
  pthread_mutex_lock(&turn);
  long now = ++count;
  tell();
  if (end && now == atol(end)) _exit(86);
  pthread_mutex_unlock(&turn);
  if (fail && now >= atol(fail) && !(room && access(room, F_OK) == 0))
    return error ? atoi(error) : ENOSPC;
  return 0;
}

#define GUARD(fd) do { if (inside_fd(fd)) { int no = change(); if (no) { errno = no; return -1; } } } while (0)
#define GUARD_PATH(a, b) do { if (inside(a) || inside(b)) { int no = change(); if (no) { errno = no; return -1; } } } while (0)

ssize_t write(int fd, const void *from, size_t size) { GUARD(fd); return REAL(write)(fd, from, size); }
ssize_t writev(int fd, const struct iovec *from, int size) { GUARD(fd); return REAL(writev)(fd, from, size); }
ssize_t pwrite(int fd, const void *from, size_t size, off_t at) { GUARD(fd); return REAL(pwrite)(fd, from, size, at); }
ssize_t pwrite64(int fd, const void *from, size_t size, off64_t at) { GUARD(fd); return REAL(pwrite64)(fd, from, size, at); }
int ftruncate(int fd, off_t size) { GUARD(fd); return REAL(ftruncate)(fd, size); }
int ftruncate64(int fd, off64_t size) { GUARD(fd); return REAL(ftruncate64)(fd, size); }
int rename(const char *from, const char *to) { GUARD_PATH(from, to); return REAL(rename)(from, to); }
int renameat(int a, const char *from, int b, const char *to) { GUARD_PATH(from, to); return REAL(renameat)(a, from, b, to); }
int unlink(const char *path) { GUARD_PATH(path, NULL); return REAL(unlink)(path); }
int unlinkat(int at, const char *path, int flags) { GUARD_PATH(path, NULL); return REAL(unlinkat)(at, path, flags); }

/* Copies what is durable from now on. */
static int settle(int fd) {
  const char *aside = getenv("TABIJI_SHIM_ASIDE");
  struct stat found;
  if (!aside || fstat(fd, &found) != 0 || !S_ISREG(found.st_mode)) return 0;
  char link[64], to[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  snprintf(to, sizeof to, "%s/%lu", aside, (unsigned long)found.st_ino);
  int in = REAL(open)(link, O_RDONLY), out = REAL(open)(to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  char buffer[65536];
  ssize_t got;
  while ((got = read(in, buffer, sizeof buffer)) > 0)
    if (REAL(write)(out, buffer, got) != got) abort();
  close(in);
  close(out);
  return 0;
}

int fsync(int fd) {
  if (!inside_fd(fd)) return REAL(fsync)(fd);
  int no = change();
  if (no) { errno = no; return -1; }
  return settle(fd);
}
int fdatasync(int fd) {
  if (!inside_fd(fd)) return REAL(fdatasync)(fd);
  int no = change();
  if (no) { errno = no; return -1; }
  return settle(fd);
}

/* A folder that takes nothing: everything that would write is refused where it is opened. */
static int refused(const char *path, int flags) {
  return getenv("TABIJI_SHIM_READONLY") && inside(path) && (flags & (O_WRONLY | O_RDWR | O_CREAT));
}
#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, int); va_end(rest); } \
    if (refused(path, flags)) { errno = EROFS; return -1; } \
    return REAL(name)(path, flags, mode); \
  }
OPEN(open)
OPEN(open64)
