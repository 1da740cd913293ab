package dev.byway.vfs.local;

import dev.byway.base.ErrnoException;
import dev.byway.base.ServingThread;
import dev.byway.linux.Credentials;
import dev.byway.vfs.Caller;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What the kernel holds for the calling thread, remembered so that it is only told what changes: a
/// change of one id costs more than a cached read.
final class ThreadState {
  private static final ThreadLocal<ThreadState> CURRENT = ThreadLocal.withInitial(ThreadState::new);

  /// The last caller, while gid and groups are theirs.
  private @Nullable Caller caller;

  /// False until the first switch, and after one that failed half-way: a new thread has the ids of
  /// the one that started it, whatever these were then.
  private boolean known;

  private int uid;
  private int gid;
  private int[] groups = new int[0];
  private int @Nullable [] ownGroups;
  private final boolean serving = Thread.currentThread() instanceof ServingThread;
  private boolean umaskIsOwn;

  private ThreadState() {}

  static ThreadState current() {
    return CURRENT.get();
  }

  /// Until [#leave]. The same object again is the common case, and free of comparing groups.
  @SuppressWarnings("ReferenceEquality")
  void become(Caller who) throws ErrnoException {
    if (!known) {
      learn();
    }
    try {
      if (who != caller) {
        caller = null;
        take(who);
        caller = who;
      }
      switchUid(who.uid());
    } catch (ErrnoException failure) {
      known = false;
      caller = null;
      throw failure;
    }
  }

  private void take(Caller who) throws ErrnoException {
    if (who.uid() != 0) {
      if (!hasGroupsOf(who)) {
        groups = who.groups();
        Credentials.setgroups(groups);
      }
    }
    switchGid(who.gid());
  }

  /// The superuser, with groups as they are: they mean nothing to one who may do everything.
  void becomeRoot() throws ErrnoException {
    if (!known) {
      learn();
    }
    dropUid();
  }

  /// Ends what [#become] began. A [ServingThread] keeps the groups.
  void leave() {
    if (uid != 0 || !known) {
      dropUid();
    }
    if (serving || ownGroups == null) {
      return;
    }
    caller = null;
    try {
      switchGid(0);
      if (!known || !Arrays.equals(groups, ownGroups)) {
        groups = ownGroups;
        Credentials.setgroups(ownGroups);
      }
      known = true;
    } catch (ErrnoException impossible) {
      known = false;
      throw new IllegalStateException("the thread cannot be itself again", impossible);
    }
  }

  private void dropUid() {
    if (uid != 0 || !known) {
      Credentials.restoreFsuid();
      uid = 0;
    }
  }

  private void learn() throws ErrnoException {
    groups = Credentials.getgroups();
    if (ownGroups == null) {
      ownGroups = groups;
      // or callers would exceed their quota, and use up the blocks reserved for root
      Credentials.dropCapability(Credentials.CAP_SYS_RESOURCE);
    }
    Credentials.setfsgid(0);
    Credentials.restoreFsuid();
    gid = 0;
    uid = 0;
    known = true;
  }

  private void switchUid(int to) throws ErrnoException {
    if (uid != to || !known) {
      Credentials.setfsuid(to);
      uid = to;
    }
  }

  private void switchGid(int to) throws ErrnoException {
    if (gid != to || !known) {
      Credentials.setfsgid(to);
      gid = to;
    }
  }

  private boolean hasGroupsOf(Caller who) {
    if (who.groupCount() != groups.length) {
      return false;
    }
    for (int i = 0; i < groups.length; i++) {
      if (groups[i] != who.group(i)) {
        return false;
      }
    }
    return true;
  }

  /// Gives the thread a umask of its own (once) and clears it.
  ///
  /// @return the umask until now, or -1 when the process's is all there is
  int clearUmask() {
    if (!umaskIsOwn) {
      try {
        Credentials.unshareUmask();
      } catch (ErrnoException notAllowed) {
        return -1;
      }
      umaskIsOwn = true;
    }
    return Credentials.umask(0);
  }
}
