package dev.byway.server.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/// What a server must remember so that handles survive its restart: the key that authenticates them
/// and the ids of its exports. Whoever can read the key can forge handles, so the folder and the
/// key are its owner's alone (0700, 0600).
public final class StateFolder implements AutoCloseable {
  private static final int KEY_BYTES = 32;
  private static final int ROOM_BYTES = 8;

  private final Path path;
  private final byte[] key;
  private final Map<String, Integer> ids;

  private final boolean temporary;

  private StateFolder(Path path, byte[] key, Map<String, Integer> ids, boolean temporary) {
    this.path = path;
    this.temporary = temporary;
    this.key = key;
    this.ids = ids;
  }

  /// Opens the folder; makes it, and the key, on the first start.
  ///
  /// @throws IOException also when what is in it is damaged: a new key would make every handle that
  ///     clients hold worthless, so that is for a person to decide
  public static StateFolder open(Path path) throws IOException {
    Files.createDirectories(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return open(path, false);
  }

  /// A folder that goes when it is [#close]d, and with it the worth of all handles.
  public static StateFolder temporary() throws IOException {
    return open(Files.createTempDirectory("byway-state-"), true);
  }

  private static StateFolder open(Path path, boolean temporary) throws IOException {
    return new StateFolder(
        path, key(path.resolve("handle.key")), readIds(idsFile(path)), temporary);
  }

  /// Removes the folder if it is temporary. Idempotent.
  @Override
  public void close() {
    if (!temporary) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      System.getLogger(StateFolder.class.getName())
          .log(System.Logger.Level.WARNING, "cannot remove " + path, e);
    }
  }

  public Path path() {
    return path;
  }

  /// The key for the MACs of handles.
  byte[] key() {
    return key;
  }

  /// What tells this server from all others, for as long as its state folder lives: 32 digits.
  public String identity() {
    return HexFormat.of().formatHex(sha256("identity " + HexFormat.of().formatHex(key)), 0, 16);
  }

  /// The id of the export of this room under this name: always the same, and no other's. Another
  /// room under the name is another export: to it, a handle of the first would mean another file.
  ///
  /// @param room as in [ExportSpec#room]
  public synchronized int exportId(String name, String room) throws IOException {
    String export = HexFormat.of().formatHex(sha256(room), 0, ROOM_BYTES) + " " + name;
    Integer known = ids.get(export);
    if (known != null) {
      return known;
    }
    int id = ByteBuffer.wrap(sha256(export)).getInt();
    while (id == 0 || ids.containsValue(id)) {
      id++;
    }
    ids.put(export, id);
    writeIds();
    return id;
  }

  /// The key appears whole or not at all, whoever else makes one at the same time.
  private static byte[] key(Path file) throws IOException {
    if (!Files.exists(file)) {
      byte[] fresh = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(fresh);
      Path whole = Files.createTempFile(file.getParent(), "handle.key", ".new");
      try {
        writeAndForce(whole, fresh);
        Files.createLink(file, whole);
      } catch (FileAlreadyExistsException e) {
        // Another server was quicker: its key counts.
      } finally {
        Files.deleteIfExists(whole);
      }
    }
    byte[] kept = Files.readAllBytes(file);
    if (kept.length != KEY_BYTES) {
      throw new IOException(
          file + " is damaged: " + KEY_BYTES + " bytes expected, " + kept.length + " found");
    }
    return kept;
  }

  private static void writeAndForce(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes));
      channel.force(true);
    }
  }

  private static Path idsFile(Path folder) {
    return folder.resolve("export-ids");
  }

  /// Lines of an id, the beginning of the room's SHA-256, both in hexadecimal, and the export's
  /// name.
  private static Map<String, Integer> readIds(Path file) throws IOException {
    Map<String, Integer> ids = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        if (!line.matches("[0-9a-f]{8} [0-9a-f]{16} /.*")) {
          throw new IOException(file + " is damaged at '" + line + "'");
        }
        ids.put(line.substring(9), Integer.parseUnsignedInt(line.substring(0, 8), 16));
      }
    } catch (NoSuchFileException e) {
      // The first start.
    }
    return ids;
  }

  private void writeIds() throws IOException {
    StringBuilder lines = new StringBuilder();
    ids.forEach((export, id) -> lines.append(String.format("%08x %s%n", id, export)));
    Path fresh = path.resolve("export-ids.new");
    writeAndForce(fresh, lines.toString().getBytes(StandardCharsets.UTF_8));
    Files.move(fresh, idsFile(path), StandardCopyOption.ATOMIC_MOVE);
  }

  private static byte[] sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
