package dev.byway.it.trouble;

import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Name;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Vfs;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;

/// For each line, a number: writes it to the first byte of a file, reads it back and says it.
final class MovingClient {
  private MovingClient() {}

  public static void main(String[] args) throws Exception {
    var lines = new BufferedReader(new InputStreamReader(System.in));
    try (Vfs room = NfsMount.open(NfsUrl.parse(args[0]))) {
      var node = room.lookup(Caller.ROOT, room.root(), Name.of(args[1])).node();
      try (OpenFile file = room.open(Caller.ROOT, node, OpenHow.READ_WRITE)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          ByteBuffer one = ByteBuffer.allocate(1).put(Byte.parseByte(line)).flip();
          file.write(Caller.ROOT, one, 0, Stability.FILE_SYNC);
          file.read(Caller.ROOT, one.clear(), 0);
          System.out.println(one.get(0));
        }
      }
    }
  }
}
