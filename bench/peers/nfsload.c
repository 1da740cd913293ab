/*
 * nfsload: an NFS load of a given depth by libnfs, one thread, one connection. Prints one line:
 *   op block depth ops/s MiB/s client-us/op server-us/op
 *
 *   nfsload URL OP BLOCK DEPTH SECONDS SERVER_PID
 *     OP: randread read randwrite write    on the file "load" of the mount, which must be there
 *         files                            creates, stats and removes BLOCK files in the mount
 *
 * Server time is user + system of SERVER_PID as /proc/PID/stat counts it (10 ms ticks).
 * Build: cc -O2 -o nfsload nfsload.c -lnfs
 */
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <nfsc/libnfs.h>

static struct nfs_context *nfs;
static struct nfsfh *file;
static uint64_t file_size, block, next_offset, rng = 88172645463325252ull;
static long done, running;
static char *data;
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

static double server_cpu(int pid) {
  char path[64], line[1024], *p;
  unsigned long user = 0, system = 0;
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  FILE *f = fopen(path, "r");
  if (!f) return 0;
  if (fgets(line, sizeof line, f) && (p = strrchr(line, ')')))
    sscanf(p + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system);
  fclose(f);
  return (double)(user + system) / sysconf(_SC_CLK_TCK);
}

static void fail(const char *what) {
  fprintf(stderr, "nfsload: %s: %s\n", what, nfs_get_error(nfs));
  exit(1);
}

static void serve_until_idle(void) {
  while (running > 0) {
    struct pollfd p = {.fd = nfs_get_fd(nfs), .events = nfs_which_events(nfs)};
    if (poll(&p, 1, 5000) <= 0) fail("nothing for 5 s");
    if (nfs_service(nfs, p.revents) < 0) fail("service");
  }
}

/* --- reads and writes --- */

static void start_io(void);

static void io_done(int status, struct nfs_context *n, void *reply, void *private) {
  if (status != (int)block) {
    fprintf(stderr, "nfsload: I/O gave %d: %s\n", status, status < 0 ? (char *)reply : "short");
    exit(1);
  }
  running--;
  done++;
  if ((done & 15) || now() < end) start_io(); /* look at the clock now and then */
}

static void start_io(void) {
  uint64_t blocks = file_size / block, offset;
  if (random_offsets) {
    rng ^= rng << 13, rng ^= rng >> 7, rng ^= rng << 17;
    offset = rng % blocks * block;
  } else {
    offset = next_offset++ % blocks * block;
  }
  running++;
  int rc = writing ? nfs_pwrite_async(nfs, file, offset, block, data, io_done, NULL)
                   : nfs_pread_async(nfs, file, offset, block, io_done, NULL);
  if (rc < 0) fail("start I/O");
}

static void report(const char *op, double seconds, double client, double server, int depth) {
  printf("%-9s %7llu %3d %9.0f ops/s %8.1f MiB/s  client %6.2f us  server %6.2f us\n", op,
         (unsigned long long)block, depth, done / seconds, done * (double)block / seconds / 1048576,
         client * 1e6 / done, server * 1e6 / done);
  fflush(stdout);
}

static void transfer(const char *op, int depth, double seconds, int pid) {
  struct nfs_stat_64 st;
  if (nfs_stat64(nfs, "/load", &st) < 0) fail("stat load");
  file_size = st.nfs_size;
  writing = strstr(op, "write") != NULL;
  random_offsets = strncmp(op, "rand", 4) == 0;
  data = calloc(1, block);
  if (nfs_open(nfs, "/load", writing ? O_RDWR : O_RDONLY, &file) < 0) fail("open load");
  for (int warm = 1; warm >= 0; warm--) {
    done = 0;
    double cpu = own_cpu(), server = server_cpu(pid), begin = now();
    end = begin + (warm ? seconds / 2 : seconds);
    for (int i = 0; i < depth; i++) start_io();
    serve_until_idle();
    double took = now() - begin;
    if (!warm) report(op, took, own_cpu() - cpu, server_cpu(pid) - server, depth);
  }
}

/* --- many small files --- */

static uint64_t next_file;
static int phase;

static void start_file(void);

static void file_step(int status, struct nfs_context *n, void *reply, void *private) {
  if (status < 0) {
    fprintf(stderr, "nfsload: file step %d gave %d: %s\n", phase, status, (char *)reply);
    exit(1);
  }
  running--;
  if (private) { /* created and open: close it; the close ends this file */
    running++;
    if (nfs_close_async(nfs, reply, file_step, NULL) < 0) fail("close");
    return;
  }
  done++;
  if (next_file < block) start_file();
}

static void start_file(void) {
  char path[64];
  snprintf(path, sizeof path, "/files/f%llu", (unsigned long long)next_file++);
  running++;
  int rc = phase == 0   ? nfs_creat_async(nfs, path, 0644, file_step, nfs)
           : phase == 1 ? nfs_stat64_async(nfs, path, file_step, NULL)
                        : nfs_unlink_async(nfs, path, file_step, NULL);
  if (rc < 0) fail("start file step");
}

static void files(int depth, int pid) {
  static const char *names[] = {"create", "stat", "remove"};
  if (nfs_mkdir(nfs, "/files") < 0) fail("mkdir files");
  for (phase = 0; phase < 3; phase++) {
    done = 0, next_file = 0;
    double cpu = own_cpu(), server = server_cpu(pid), begin = now();
    for (int i = 0; i < depth; i++) start_file();
    serve_until_idle();
    double took = now() - begin;
    report(names[phase], took, own_cpu() - cpu, server_cpu(pid) - server, depth);
  }
  if (nfs_rmdir(nfs, "/files") < 0) fail("rmdir files");
}

int main(int argc, char **argv) {
  if (argc != 7) {
    fprintf(stderr, "usage: nfsload URL OP BLOCK DEPTH SECONDS SERVER_PID\n");
    return 2;
  }
  nfs = nfs_init_context();
  struct nfs_url *url = nfs_parse_url_dir(nfs, argv[1]);
  if (!url) fail("url");
  nfs_set_dircache(nfs, 0);
  if (nfs_mount(nfs, url->server, url->path) < 0) fail("mount");
  block = strtoull(argv[3], NULL, 10);
  int depth = atoi(argv[4]), pid = atoi(argv[6]);
  if (strcmp(argv[2], "files") == 0) {
    files(depth, pid);
  } else {
    transfer(argv[2], depth, atof(argv[5]), pid);
  }
  return 0;
}
