package dev.byway.server.state;

import dev.byway.wire.xdr.XdrString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;

/// The names of the clients that may hold something, on stable storage: who is among them may
/// reclaim after a restart (RFC 8881 §8.4.2.1). Lines of `+` or `-` and the owner id in
/// hexadecimal. Any thread.
public final class ClientRecords implements AutoCloseable {
  private final Path file;
  private final Set<XdrString> before = new LinkedHashSet<>();
  private final Set<XdrString> now = new LinkedHashSet<>();
  private FileChannel channel;

  private ClientRecords(Path file) throws IOException {
    this.file = file;
    read();
    now.addAll(before);
    channel = rewritten();
  }

  /// Reads what the last run of the server left.
  ///
  /// @param folder the server's state folder
  public static ClientRecords open(Path folder) throws IOException {
    return new ClientRecords(folder.resolve("nfs4-clients"));
  }

  /// Those who may have held something when the server stopped.
  Collection<XdrString> before() {
    return before;
  }

  private void read() throws IOException {
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        // A line that was not written to its end is of a client that had no answer yet.
        if (line.matches("[+-]([0-9a-f]{2})*")) {
          XdrString owner = XdrString.of(HexFormat.of().parseHex(line.substring(1)));
          if (line.startsWith("+")) {
            before.add(owner);
          } else {
            before.remove(owner);
          }
        }
      }
    } catch (NoSuchFileException e) {
      // The first start.
    }
  }

  /// The file anew, with those of now and nothing else.
  private FileChannel rewritten() throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    FileChannel written =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    for (XdrString each : now) {
      write(written, '+', each);
    }
    written.force(true);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    return written;
  }

  private static void write(FileChannel to, char sign, XdrString owner) throws IOException {
    String line = sign + HexFormat.of().formatHex(owner.unsafeBytes()) + "\n";
    to.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /// A client may hold something from here on: on stable storage when this returns.
  synchronized void add(XdrString owner) {
    if (now.add(owner)) {
      append('+', owner);
    }
  }

  /// A client holds nothing any more.
  synchronized void remove(XdrString owner) {
    if (now.remove(owner)) {
      append('-', owner);
    }
  }

  private void append(char sign, XdrString owner) {
    try {
      write(channel, sign, owner);
      if (sign == '+') {
        channel.force(false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Forgets all but these: the time to reclaim is over.
  synchronized void keepOnly(Collection<XdrString> owners) {
    now.retainAll(Set.copyOf(owners));
    try {
      FileChannel old = channel;
      channel = rewritten();
      old.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
