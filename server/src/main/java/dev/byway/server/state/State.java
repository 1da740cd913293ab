package dev.byway.server.state;

import dev.byway.wire.nfs4.Stateid4;

/// Something that a client holds of a file, for which it has a stateid. Fields that change are
/// guarded by the monitor of the [FileState].
public abstract sealed class State permits OpenState, LockState {
  private final Client client;
  private final FileState file;
  private final long id;
  private volatile int seqid = 1;

  State(Client client, FileState file, long id) {
    this.client = client;
    this.file = file;
    this.id = id;
  }

  public Client client() {
    return client;
  }

  public FileState file() {
    return file;
  }

  long id() {
    return id;
  }

  public int seqid() {
    return seqid;
  }

  /// It has changed: the next version of its stateid. With the file's monitor.
  public void changed() {
    int next = seqid + 1;
    seqid = next == 0 ? 1 : next;
  }

  public Stateid4 stateid() {
    return new Stateid4(seqid, id, client.instance());
  }

  /// Whether this is of the same owner's open: reads and writes go by it.
  public abstract OpenState open();
}
