/*
 * nfsthreads: what threads that call libnfs and wait get. Prints one line:
 *   op block threads ops/s MiB/s client-us/op
 *
 *   nfsthreads URL OP BLOCK THREADS SECONDS
 *     OP: read write randread, on the file "load" of the mount, which must be there. read and write
 *     go through it from the start, again and again; each thread of randread goes where it likes.
 *
 * libnfs 5 or newer, built with multithreading.
 * Build: cc -O2 -o nfsthreads nfsthreads.c -lnfs -lpthread
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <nfsc/libnfs.h>

static struct nfs_context *nfs;
static struct nfsfh *file;
static uint64_t file_size, block;
static int random_offsets, writing;
static double end;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static double own_cpu(void) {
  struct rusage u;
  getrusage(RUSAGE_SELF, &u);
  return u.ru_utime.tv_sec + u.ru_stime.tv_sec + (u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

static void fail(const char *what) {
  fprintf(stderr, "nfsthreads: %s: %s\n", what, nfs_get_error(nfs));
  exit(1);
}

static void *run(void *argument) {
  uint64_t rng = 88172645463325252ull + (uintptr_t)argument * 7919, next = 0, done = 0;
  uint64_t blocks = file_size / block;
  char *data = calloc(1, block);
  while (now() < end) {
    uint64_t index = next++;
    if (random_offsets) {
      rng ^= rng << 13, rng ^= rng >> 7, rng ^= rng << 17;
      index = rng;
    }
    uint64_t offset = index % blocks * block;
    int count = writing ? nfs_pwrite(nfs, file, data, block, offset)
                        : nfs_pread(nfs, file, data, block, offset);
    if (count != (int)block) fail(writing ? "write" : "read");
    done++;
  }
  free(data);
  return (void *)(uintptr_t)done;
}

int main(int argc, char **argv) {
  if (argc != 6) {
    fprintf(stderr, "usage: nfsthreads URL OP BLOCK THREADS SECONDS\n");
    return 2;
  }
  nfs = nfs_init_context();
  struct nfs_url *url = nfs_parse_url_dir(nfs, argv[1]);
  if (!url) fail("url");
  if (nfs_mount(nfs, url->server, url->path) < 0) fail("mount");
  const char *op = argv[2];
  block = strtoull(argv[3], NULL, 10);
  int threads = atoi(argv[4]);
  double seconds = atof(argv[5]);
  struct nfs_stat_64 st;
  if (nfs_stat64(nfs, "/load", &st) < 0) fail("stat load");
  file_size = st.nfs_size;
  writing = strcmp(op, "write") == 0;
  random_offsets = strcmp(op, "randread") == 0;
  if (nfs_open(nfs, "/load", O_RDWR, &file) < 0) fail("open load");
  if (nfs_mt_service_thread_start(nfs)) fail("service thread");
  for (int warm = 1; warm >= 0; warm--) {
    pthread_t all[threads];
    uint64_t done = 0;
    double cpu = own_cpu(), begin = now();
    end = begin + (warm ? seconds / 2 : seconds);
    for (intptr_t i = 0; i < threads; i++) pthread_create(&all[i], NULL, run, (void *)i);
    for (int i = 0; i < threads; i++) {
      void *count;
      pthread_join(all[i], &count);
      done += (uintptr_t)count;
    }
    if (writing && nfs_fsync(nfs, file) < 0) fail("fsync");
    double took = now() - begin;
    if (!warm)
      printf("%-9s %7llu %3d %9.0f ops/s %8.1f MiB/s  client %6.2f us\n", op,
             (unsigned long long)block, threads, done / took, done * (double)block / took / 1048576,
             (own_cpu() - cpu) * 1e6 / done);
  }
  return 0;
}
