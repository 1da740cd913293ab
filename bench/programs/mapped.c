// A file that is written and read through shared mappings and by system calls at once, from two
// processes; prints one number that depends on all of its bytes.
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAGE = 4096 };
static uint64_t seed = 7;

static uint64_t next(void) {
  seed ^= seed << 13;
  seed ^= seed >> 7;
  return seed ^= seed << 17;
}

static void need(int truth, const char *what) {
  if (!truth) {
    perror(what);
    exit(1);
  }
}

static void fill(char *page, uint64_t of) {
  for (size_t i = 0; i < PAGE / sizeof of; i++) {
    uint64_t word = of * 1000003 + i;
    memcpy(page + i * sizeof word, &word, sizeof word);
  }
}

static char *map(int fd, size_t size, int protection, int flags) {
  char *bytes = mmap(NULL, size, protection, flags, fd, 0);
  need(bytes != MAP_FAILED, "mmap");
  return bytes;
}

static void check(const char *name, size_t size, const uint64_t *holds) {
  int fd = open(name, O_RDONLY);
  need(fd >= 0, "open to read");
  char *bytes = map(fd, size, PROT_READ, MAP_SHARED);
  char page[PAGE], read_page[PAGE];
  for (size_t i = 0; i < size / PAGE; i++) {
    memset(page, 0, PAGE);
    if (holds[i]) fill(page, holds[i]);
    if (memcmp(page, bytes + i * PAGE, PAGE)) { printf("page %zu of the mapping is wrong\n", i); exit(1); }
    need(pread(fd, read_page, PAGE, (off_t)(i * PAGE)) == PAGE, "pread");
    if (memcmp(page, read_page, PAGE)) { printf("page %zu as it is read is wrong\n", i); exit(1); }
  }
  munmap(bytes, size);
  close(fd);
}

static void other_process_checks(const char *name, size_t size, const uint64_t *holds) {
  fflush(stdout);
  pid_t child = fork();
  need(child >= 0, "fork");
  if (!child) {
    check(name, size, holds);
    exit(0);
  }
  int status;
  need(waitpid(child, &status, 0) == child, "waitpid");
  if (status) exit(1);
}

int main(int count, char **words) {
  if (count != 3) return 2;
  size_t size = strtoul(words[2], NULL, 10) << 20, pages = size / PAGE;
  uint64_t *holds = calloc(pages * 2, sizeof *holds);
  int fd = open(words[1], O_RDWR | O_CREAT | O_TRUNC, 0644);
  need(fd >= 0, "open");
  need(!ftruncate(fd, (off_t)size), "ftruncate");
  char *bytes = map(fd, size, PROT_READ | PROT_WRITE, MAP_SHARED);
  char page[PAGE];
  for (size_t i = 0; i < pages; i++) {
    size_t at = next() % pages;
    holds[at] = next() | 1;
    fill(page, holds[at]);
    if (i % 4) memcpy(bytes + at * PAGE, page, PAGE);
    else need(pwrite(fd, page, PAGE, (off_t)(at * PAGE)) == PAGE, "pwrite");
    need(!memcmp(bytes + at * PAGE, page, PAGE), "the mapping after a write");
    need(pread(fd, page, PAGE, (off_t)(at * PAGE)) == PAGE, "pread");
    need(!memcmp(bytes + at * PAGE, page, PAGE), "pread after a store");
  }
  other_process_checks(words[1], size, holds); // nothing synchronised yet
  need(!msync(bytes, size, MS_SYNC), "msync");
  need(!ftruncate(fd, (off_t)(size * 2)), "ftruncate to twice the size");
  char *more = map(fd, size * 2, PROT_READ | PROT_WRITE, MAP_SHARED);
  for (size_t i = pages; i < pages * 2; i += 3) {
    holds[i] = next() | 1;
    fill(more + i * PAGE, holds[i]);
  }
  char *private = map(fd, size, PROT_READ | PROT_WRITE, MAP_PRIVATE);
  memset(private, 'p', PAGE); // seen by nobody else
  munmap(private, size);
  munmap(bytes, size);
  close(fd); // the mapping lives on
  more[0] ^= 0;
  other_process_checks(words[1], size * 2, holds);
  munmap(more, size * 2);
  check(words[1], size * 2, holds);
  uint64_t sum = 0;
  for (size_t i = 0; i < pages * 2; i++) sum = sum * 31 + holds[i];
  printf("%zu pages, %016lx\n", pages * 2, sum);
  return 0;
}
