package dev.byway.it.fuse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Does the same random things to two folders, one of the local disk, and compares what comes of
/// each, and the whole trees at the end. One thread; the same seed does the same again.
final class TwinFolders implements AutoCloseable {
  private static final String[] NAMES = {"a", "b", "c", "d", "\u00e9", "a name with spaces"};
  private static final int MOST = 200_000;
  private static final int OPEN = 5;
  private static final int REMEMBERED = 30;

  private final Path subject;
  private final Path model;
  private final long seed;
  private final boolean opens;
  private final SplittableRandom random;
  private final List<FileChannel[]> open = new ArrayList<>();
  private final Deque<String> log = new ArrayDeque<>();

  /// @param opens files are kept open while their names come and go, which a room may show by names
  ///     of its own (`.nfs`)
  TwinFolders(Path subject, Path model, long seed, boolean opens) {
    this.opens = opens;
    this.subject = subject;
    this.model = model;
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  /// What is done to one side.
  @FunctionalInterface
  private interface Action {
    Object on(Path folder, int side) throws IOException;
  }

  void run(int operations) throws IOException {
    for (int i = 0; i < operations; i++) {
      step();
    }
    same("compare the trees", (folder, side) -> tree(folder));
  }

  private void step() throws IOException {
    String one = path();
    String two = path();
    long position = random.nextLong(MOST);
    int count = random.nextInt(1, 20_000);
    int mode = random.nextInt(0777);
    switch (random.nextInt(20)) {
      case 0 -> same("mkdir " + one, (f, _) -> done(Files.createDirectory(f.resolve(one))));
      case 1 -> same("rename " + one + " to " + two, (f, _) -> rename(f, one, two));
      case 2 -> same("delete " + one, (f, _) -> delete(f.resolve(one)));
      case 3 -> same("link " + one + " to " + two, (f, _) -> link(f, one, two));
      case 4 -> same("symlink " + one + " to " + two, (f, _) -> symlink(f, one, two));
      case 5 -> same("chmod " + one + " " + mode, (f, _) -> chmod(f.resolve(one), mode));
      case 6 -> same("touch " + one + " " + position, (f, _) -> touch(f.resolve(one), position));
      case 7 -> same("create " + one, (f, _) -> create(f.resolve(one)));
      case 8, 9 -> same("write " + one + " " + count, (f, _) -> write(f.resolve(one), count));
      case 10 -> same("append " + one + " " + count, (f, _) -> append(f.resolve(one), count));
      case 11 -> same("read " + one, (f, _) -> hash(Files.readAllBytes(f.resolve(one))));
      case 12 -> same("stat " + one, (f, _) -> stat(f.resolve(one)));
      case 13 -> same("list " + one, (f, _) -> tree(f.resolve(one)).keySet());
      case 14 -> open(one);
      default -> onOpen(position, count);
    }
  }

  private void open(String path) {
    if (!opens) {
      return;
    }
    var both = new FileChannel[2];
    same(
        "open " + path,
        (folder, side) -> {
          both[side] =
              FileChannel.open(
                  folder.resolve(path), StandardOpenOption.READ, StandardOpenOption.WRITE);
          return "open";
        });
    if (both[0] != null && both[1] != null) {
      open.add(both);
    }
    if (open.size() > OPEN) {
      var oldest = open.removeFirst();
      same("close", (_, side) -> closed(oldest[side]));
    }
  }

  private void onOpen(long position, int count) {
    if (open.isEmpty()) {
      return;
    }
    var both = open.get(random.nextInt(open.size()));
    byte[] data = bytes(count);
    switch (random.nextInt(5)) {
      case 0 -> same("truncate " + position, (_, side) -> both[side].truncate(position).size());
      case 1 -> same("sync", (_, side) -> forced(both[side]));
      case 2, 3 ->
          same(
              "write at " + position + " " + count,
              (_, side) -> both[side].write(ByteBuffer.wrap(data), position));
      default ->
          same(
              "read at " + position + " " + count,
              (_, side) -> {
                ByteBuffer dst = ByteBuffer.allocate(count);
                int read = both[side].read(dst, position);
                return read + " " + hash(dst.array()) + " of " + both[side].size();
              });
    }
  }

  private String path() {
    String name = NAMES[random.nextInt(NAMES.length)];
    return random.nextInt(3) == 0 ? NAMES[random.nextInt(NAMES.length)] + "/" + name : name;
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(random.nextLong()).nextBytes(bytes);
    return bytes;
  }

  private static String hash(byte[] bytes) {
    return bytes.length + ":" + java.util.Arrays.hashCode(bytes);
  }

  private static String done(Path path) {
    return path.getFileName().toString();
  }

  private static String closed(FileChannel channel) throws IOException {
    channel.close();
    return "closed";
  }

  private static String forced(FileChannel channel) throws IOException {
    channel.force(true);
    return "forced";
  }

  private static String rename(Path folder, String from, String to) throws IOException {
    Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    return "renamed";
  }

  private static String delete(Path path) throws IOException {
    Files.delete(path);
    return "deleted";
  }

  private static String link(Path folder, String name, String existing) throws IOException {
    Files.createLink(folder.resolve(name), folder.resolve(existing));
    return "linked";
  }

  private static String symlink(Path folder, String name, String target) throws IOException {
    Files.createSymbolicLink(folder.resolve(name), Path.of(target));
    return Files.readSymbolicLink(folder.resolve(name)).toString();
  }

  private static String chmod(Path path, int mode) throws IOException {
    Set<PosixFilePermission> set = new java.util.TreeSet<>();
    for (PosixFilePermission each : PosixFilePermission.values()) {
      if ((mode >> each.ordinal() & 1) != 0) {
        set.add(each);
      }
    }
    Files.setPosixFilePermissions(path, set);
    return "changed";
  }

  private static String touch(Path path, long seconds) throws IOException {
    Files.setLastModifiedTime(path, FileTime.fromMillis(seconds * 1000 + 7));
    return Files.getLastModifiedTime(path).toString();
  }

  private static String create(Path path) throws IOException {
    try (var made = Files.newByteChannel(path, NEW)) {
      return "made " + made.size();
    }
  }

  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private static String write(Path path, int count) throws IOException {
    byte[] data = new byte[count];
    new Random(count).nextBytes(data);
    Files.write(path, data);
    return "written";
  }

  private static String append(Path path, int count) throws IOException {
    byte[] data = new byte[count];
    new Random(count).nextBytes(data);
    Files.write(path, data, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return "size " + Files.size(path);
  }

  /// Directories' sizes are the file system's own affair.
  private static String stat(Path path) throws IOException {
    var all =
        new TreeMap<>(
            Files.readAttributes(path, "unix:mode,nlink,uid,gid,size", LinkOption.NOFOLLOW_LINKS));
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      all.remove("size");
    }
    return all.toString();
  }

  private static TreeMap<String, String> tree(Path folder) throws IOException {
    var seen = new TreeMap<String, String>();
    try (var walk = Files.walk(folder)) {
      for (Path path : walk.toList()) {
        if (path.getFileName().toString().startsWith(".nfs")) {
          continue;
        }
        boolean regular = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
        String data = regular ? hash(Files.readAllBytes(path)) : "";
        String name = path.equals(folder) ? "." : folder.relativize(path).toString();
        seen.put(name, (path.equals(folder) ? "" : stat(path)) + data);
      }
    }
    return seen;
  }

  private void same(String what, Action action) {
    if (log.size() == REMEMBERED) {
      log.removeFirst();
    }
    log.addLast(what);
    Object right = outcome(action, model, 1);
    Object told = outcome(action, subject, 0);
    if (!told.equals(right)) {
      throw new AssertionError(
          "seed %d, after\n  %s\nthe local disk says\n  %s\nand the mount says\n  %s"
              .formatted(seed, String.join("\n  ", log), right, told));
    }
  }

  private static Object outcome(Action action, Path folder, int side) {
    try {
      return action.on(folder, side);
    } catch (java.io.UncheckedIOException e) {
      return reason(e.getCause());
    } catch (IOException e) {
      return reason(e);
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file";
      case FileAlreadyExistsException _ -> "exists";
      case DirectoryNotEmptyException _ -> "not empty";
      case NotDirectoryException _ -> "not a directory";
      case FileSystemLoopException _ -> "loop";
      case FileSystemException failure -> String.valueOf(failure.getReason());
      default -> String.valueOf(e.getMessage());
    };
  }

  @Override
  public void close() throws IOException {
    for (FileChannel[] both : open) {
      both[0].close();
      both[1].close();
    }
  }
}
