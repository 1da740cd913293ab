package dev.byway.bench;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Vfs;
import java.io.EOFException;
import java.nio.ByteBuffer;

/// A file of a room, with every lane its own open file.
public class VfsRoad implements Road {
  private final String name;
  private final Vfs room;
  private final Caller caller;
  private final Node file;

  /// @param room not closed with the road
  public VfsRoad(String name, Vfs room, Caller caller, Node file) {
    this.name = name;
    this.room = room;
    this.caller = caller;
    this.file = file;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Lane lane() throws ErrnoException {
    return new VfsLane(room.open(caller, file, OpenHow.READ_WRITE));
  }

  @Override
  public void close() {}

  private final class VfsLane implements Lane {
    private final OpenFile open;

    VfsLane(OpenFile open) {
      this.open = open;
    }

    @Override
    public void transfer(boolean write, ByteBuffer buffer, long offset)
        throws ErrnoException, EOFException {
      long at = offset;
      while (buffer.hasRemaining()) {
        int moved =
            write
                ? open.write(caller, buffer, at, Stability.UNSTABLE).count()
                : open.read(caller, buffer, at);
        if (moved == 0) {
          throw new EOFException();
        }
        at += moved;
      }
    }

    @Override
    public void flush() throws ErrnoException {
      open.flush(caller);
    }

    @Override
    public void close() {
      open.close();
    }
  }
}
