package dev.byway.cli.mount;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A log file that does not grow for ever: when it is full, what is in it goes to a second file
/// beside it with `.1` at its end, instead of what is there, and it starts anew. What is written
/// must be appended, since others (the virtual machine itself) write to the same file.
public final class BoundedLog extends OutputStream {
  /// Of each of the two files, and a line more.
  static final int MOST_BYTES = 1 << 20;

  private final FileOutputStream out;
  private final FileChannel channel;
  private final Path file;

  /// @param out appends to the file
  BoundedLog(FileOutputStream out, Path file) {
    this.out = out;
    this.channel = out.getChannel();
    this.file = file;
  }

  /// Bounds the file that standard error is appended to; if it is no file, that stays as it is.
  public static void ofStandardError() throws IOException {
    Path file = Path.of("/proc/self/fd/2").toRealPath();
    if (Files.isRegularFile(file)) {
      var log = new BoundedLog(new FileOutputStream(FileDescriptor.err), file);
      System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int count) throws IOException {
    if (channel.size() >= MOST_BYTES) {
      Files.copy(
          file,
          file.resolveSibling(file.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.COPY_ATTRIBUTES);
      channel.truncate(0);
    }
    out.write(bytes, from, count);
  }
}
