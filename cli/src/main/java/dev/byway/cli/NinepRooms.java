package dev.byway.cli;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.cli.room.Place;
import dev.byway.cli.room.Rooms;
import dev.byway.client.ninep.NinepUrl;
import dev.byway.client.ninep.NinepVfs;
import dev.byway.vfs.PathText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// `9p://` and `9p+unix://` URLs as places. Places in one tree of a server are in one room.
final class NinepRooms implements Rooms.Opener {
  private final List<NinepVfs> rooms = new ArrayList<>();

  @Override
  public Place open(String text) throws IOException {
    NinepUrl url;
    try {
      url = NinepUrl.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    NinepVfs room = room(url, text);
    String tree = room.url().aname();
    String below = url.aname().substring(tree.equals("/") ? 0 : tree.length());
    return new Place(text, room, LocalRooms.self(), Place.parts(PathText.bytes(below)));
  }

  private NinepVfs room(NinepUrl url, String text) throws IOException {
    for (NinepVfs each : rooms) {
      String tree = each.url().aname();
      boolean within =
          tree.equals("/") || url.aname().equals(tree) || url.aname().startsWith(tree + "/");
      if (within && each.url().equals(url.withAname(tree))) {
        return each;
      }
    }
    try {
      NinepVfs fresh = NinepVfs.openAbove(url);
      rooms.add(fresh);
      return fresh;
    } catch (ErrnoException e) {
      throw new IOException(text + ": " + advice(e), e);
    }
  }

  private static String advice(ErrnoException e) {
    return e.errno() == Errno.ECONNREFUSED
        ? e.errno().message() + ": is a 9P server running there? 9p://HOST:PORT/NAME"
        : e.errno().message();
  }

  @Override
  public void close() {
    rooms.forEach(NinepVfs::close);
    rooms.clear();
  }
}
