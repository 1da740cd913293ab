package dev.byway.bench;

import dev.byway.base.ErrnoException;
import dev.byway.client.nfs3.Nfs3File;
import dev.byway.client.nfs3.Nfs3Vfs;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Stability;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// A file of an NFS server, by RPC alone, several requests of a thread at a time.
public final class WireRoad implements Road {
  private final Nfs3Vfs room;
  private final Caller caller;
  private final Node file;

  /// @param room not closed with the road
  public WireRoad(Nfs3Vfs room, Caller caller, Node file) {
    this.room = room;
    this.caller = caller;
    this.file = file;
  }

  @Override
  public String name() {
    return "wire";
  }

  @Override
  public Lane lane() throws ErrnoException {
    return new WireLane(caller, room.open(caller, file, OpenHow.READ_WRITE));
  }

  @Override
  public void close() {}

  private record WireLane(Caller caller, Nfs3File open) implements Lane {
    @Override
    public int depth(int wanted) {
      return wanted;
    }

    @Override
    public void transfer(boolean write, ByteBuffer buffer, long offset) throws IOException {
      int wanted = buffer.remaining();
      if (begin(write, buffer, offset).await() != wanted) {
        throw new EOFException();
      }
    }

    @Override
    public Pending begin(boolean write, ByteBuffer buffer, long offset) throws ErrnoException {
      if (write) {
        var pending = open.writeAsync(caller, buffer, offset, Stability.UNSTABLE);
        return () -> pending.await().count();
      }
      return open.readAsync(caller, buffer, offset)::await;
    }

    @Override
    public void close() {
      open.close();
    }
  }
}
