package dev.byway.cli;

import dev.byway.cli.room.Place;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "cat",
    description = {"Writes files to standard output, one after the other.", ""},
    footer = {"", "Example: byway cat nfs://server/export/notes.txt"})
final class Cat extends RoomCommand {
  @Parameters(paramLabel = "ROOM", arity = "1..*", description = "The files.")
  private List<String> places = List.of();

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);

  Cat(Session session) {
    super(session);
  }

  @Override
  void run() throws IOException {
    WritableByteChannel out = Channels.newChannel(session.bytes());
    each(places, place -> copy(place.followed(), out));
    session.bytes().flush();
  }

  private void copy(Place place, WritableByteChannel out) throws IOException {
    try (OpenFile file = place.vfs().open(place.caller(), place.find().node(), OpenHow.READ)) {
      long offset = 0;
      while (file.read(place.caller(), buffer.clear(), offset) > 0) {
        buffer.flip();
        offset += buffer.remaining();
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
      }
    }
  }
}
