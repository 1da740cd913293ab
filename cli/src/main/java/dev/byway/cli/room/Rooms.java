package dev.byway.cli.room;

import dev.byway.base.ErrnoException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rooms that a command has open. A place is found by its text: `scheme:rest` by the opener of
/// that scheme, all else is a local path.
public final class Rooms implements AutoCloseable {
  /// Opens the places of one kind of room. Places in the same room share one
  /// [dev.byway.vfs.Vfs], so that what can be done in one room is.
  public interface Opener extends AutoCloseable {
    /// @throws IOException the message is for the person who typed the text
    Place open(String text) throws IOException;

    /// Closes the rooms that it opened.
    @Override
    void close();
  }

  private final Opener local;
  private final Map<String, Opener> bySchema = new HashMap<>();

  public Rooms(Opener local) {
    this.local = local;
  }

  /// Adds a kind of room.
  public Rooms with(String scheme, Opener opener) {
    bySchema.put(scheme, opener);
    return this;
  }

  /// @throws IOException the room cannot be opened; the message is for the person who typed it
  public Place open(String text) throws IOException {
    String scheme = scheme(text);
    if (scheme == null) {
      return local.open(text);
    }
    Opener opener = bySchema.get(scheme);
    if (opener == null) {
      throw new IOException(
          "no rooms are called '" + scheme + ":'; a local path with a colon starts with ./ or /");
    }
    return opener.open(text);
  }

  /// The part of a text before the colon that makes it a URL, or null for a path.
  public static @Nullable String scheme(String text) {
    int colon = text.indexOf(':');
    return colon > 1 && text.substring(0, colon).matches("[a-z0-9][a-z0-9+]+")
        ? text.substring(0, colon)
        : null;
  }

  @Override
  public void close() {
    local.close();
    bySchema.values().forEach(Opener::close);
  }

  /// What failed and why, for the person who typed `text`.
  public static String complaint(String text, Exception e) {
    return e instanceof ErrnoException errno
        ? text + ": " + errno.errno().message()
        : e.getMessage() == null ? text + ": " + e : e.getMessage();
  }
}
