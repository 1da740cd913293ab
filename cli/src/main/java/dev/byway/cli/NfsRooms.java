package dev.byway.cli;

import dev.byway.base.ErrnoException;
import dev.byway.cli.room.Place;
import dev.byway.cli.room.Rooms;
import dev.byway.cli.room.ServerAdvice;
import dev.byway.client.NfsExports;
import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.vfs.Name;
import dev.byway.vfs.PathText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `nfs://` URLs as places. Where the server tells its exports, the export is the room, so that
/// places in one export are in one room.
final class NfsRooms implements Rooms.Opener {
  private final Map<NfsUrl, NfsMount.Mounted> rooms = new HashMap<>();
  private final Map<String, List<NfsExports.Export>> exports = new HashMap<>();

  static NfsUrl url(String text) throws IOException {
    try {
      return NfsUrl.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public Place open(String text) throws IOException {
    NfsUrl url = url(text);
    String export = export(url);
    NfsMount.Mounted mounted = mounted(withPath(url, export), text);
    List<Name> path = new ArrayList<>(mounted.below());
    path.addAll(Place.parts(PathText.bytes(url.path().substring(export.length()))));
    String shown = text.indexOf('?') < 0 ? text : text.substring(0, text.indexOf('?'));
    return new Place(shown, mounted.room(), LocalRooms.self(), path);
  }

  private NfsMount.Mounted mounted(NfsUrl url, String text) throws IOException {
    NfsMount.Mounted known = rooms.get(url);
    if (known == null) {
      try {
        known = NfsMount.openAbove(url);
      } catch (ErrnoException e) {
        throw new IOException(text + ": " + ServerAdvice.of(url, e), e);
      }
      rooms.put(url, known);
    }
    return known;
  }

  /// The part of the URL's path that is the innermost export holding it, empty for the export `/`;
  /// all of it if the server does not say.
  private String export(NfsUrl url) {
    String best = null;
    for (NfsExports.Export each : exports(url)) {
      String name = each.path().equals("/") ? "" : each.path();
      boolean holds = url.path().equals(name) || url.path().startsWith(name + "/");
      if (holds && (best == null || name.length() > best.length())) {
        best = name;
      }
    }
    return best == null ? url.path() : best;
  }

  private List<NfsExports.Export> exports(NfsUrl url) {
    return exports.computeIfAbsent(
        url.host() + " " + url.port() + " " + url.options(),
        key -> {
          try {
            return NfsExports.list(url);
          } catch (ErrnoException e) {
            return List.of(); // mounting says what is wrong
          }
        });
  }

  private static NfsUrl withPath(NfsUrl url, String path) {
    return new NfsUrl(
        url.user(), url.host(), url.port(), path.isEmpty() ? "/" : path, url.options());
  }

  @Override
  public void close() {
    rooms.values().forEach(mounted -> mounted.room().close());
    rooms.clear();
  }
}
