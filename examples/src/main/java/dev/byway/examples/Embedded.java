package dev.byway.examples;

import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.server.NfsServer;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Name;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.memory.MemoryVfs;
import java.io.IOException;

/// An NFS server on a room in memory, and a client of it, in one program.
public final class Embedded {
  private Embedded() {}

  /// @return what the client finds of the directory that was made in the room
  public static Attributes run() throws IOException {
    Vfs room = new MemoryVfs();
    room.mkdir(Caller.ROOT, room.root(), Name.of("hello"), SetAttributes.ofMode(0755));
    try (NfsServer server = NfsServer.builder().export("/scratch", room).start()) {
      String url = "nfs://127.0.0.1:" + server.address().getPort() + "/scratch";
      try (Vfs remote = NfsMount.open(NfsUrl.parse(url))) {
        return remote.lookup(Caller.ROOT, remote.root(), Name.of("hello")).attributes();
      }
    }
  }

  public static void main(String[] args) throws IOException {
    System.out.println(run());
  }
}
