package dev.byway.server.state;

import dev.byway.vfs.OpenFile;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Open4;
import dev.byway.wire.xdr.XdrString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file that an owner has open (RFC 8881 §9.1): one for each owner and file, however often that
/// owner opened it.
public final class OpenState extends State {
  private final XdrString owner;
  private final List<LockState> locks = new ArrayList<>(1);
  private int access;
  private int deny;

  /// For reading and for writing; the same where it was opened for both at once.
  private volatile @Nullable OpenFile reader;

  private volatile @Nullable OpenFile writer;

  OpenState(Client client, FileState file, long id, XdrString owner) {
    super(client, file, id);
    this.owner = owner;
  }

  @Override
  public OpenState open() {
    return this;
  }

  public XdrString owner() {
    return owner;
  }

  /// Bits of [Open4#BOTH]; with the file's monitor.
  public int access() {
    return access;
  }

  /// Bits of [Open4#BOTH]; with the file's monitor.
  public int deny() {
    return deny;
  }

  List<LockState> locks() {
    return locks;
  }

  /// What reads go by. Any thread.
  ///
  /// @throws Nfs4Exception OPENMODE it is not open for reading
  public OpenFile reader() throws Nfs4Exception {
    OpenFile file = reader;
    if (file == null) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_OPENMODE);
    }
    return file;
  }

  /// What writes go by. Any thread.
  ///
  /// @throws Nfs4Exception OPENMODE it is not open for writing
  public OpenFile writer() throws Nfs4Exception {
    OpenFile file = writer;
    if (file == null) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_OPENMODE);
    }
    return file;
  }

  /// Either of them.
  ///
  /// @throws Nfs4Exception OPENMODE closed
  public OpenFile any() throws Nfs4Exception {
    OpenFile file = writer;
    return file != null ? file : reader();
  }

  /// Adds what the owner opened once more. With the file's monitor.
  ///
  /// @param file its own from here on; closed if it is not needed
  void add(int moreAccess, int moreDeny, OpenFile file) {
    boolean wanted = false;
    if ((moreAccess & Open4.READ) != 0 && reader == null) {
      reader = file;
      wanted = true;
    }
    if ((moreAccess & Open4.WRITE) != 0 && writer == null) {
      writer = file;
      wanted = true;
    }
    if (!wanted) {
      file.close();
    }
    access |= moreAccess;
    deny |= moreDeny;
  }

  /// Gives up what is not among these. With the file's monitor.
  void reduce(int toAccess, int toDeny) {
    access = toAccess;
    deny = toDeny;
    OpenFile reads = reader;
    OpenFile writes = writer;
    boolean keepsReads = (toAccess & Open4.READ) != 0;
    boolean keepsWrites = (toAccess & Open4.WRITE) != 0;
    reader = keepsReads ? reads : null;
    writer = keepsWrites ? writes : null;
    if (reads != null && !keepsReads && !(reads == writes && keepsWrites)) {
      reads.close();
    }
    if (writes != null && !keepsWrites && writes != reads) {
      writes.close();
    }
  }
}
