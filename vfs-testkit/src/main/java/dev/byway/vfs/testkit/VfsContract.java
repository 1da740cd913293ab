package dev.byway.vfs.testkit;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Node;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Vfs;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/// The contract of [Vfs]: what every room must do, call by call and errno by errno. A room's test
/// extends this class and says how a room is made; the subjects are the nested classes, each a
/// chapter in a file of its own.
public abstract class VfsContract {
  private @Nullable Place place;

  /// Makes a room for one test, which closes it. It need not be empty.
  protected abstract Vfs create() throws Exception;

  /// The promises that this room cannot keep. None, unless the room says why.
  protected Set<Weakening> weakenings() {
    return EnumSet.noneOf(Weakening.class);
  }

  /// Who may do everything in the room's root.
  protected Caller superuser() {
    return Caller.ROOT;
  }

  /// Entries of the directories that are large on purpose: fewer where a room is slow.
  protected int largeDirectory() {
    return 100_000;
  }

  /// Makes a room again over what `closed`, a room of [#create], left behind. Asked for only where
  /// [dev.byway.vfs.Capabilities#persistentHandles].
  ///
  /// @return null where the test cannot do it
  protected @Nullable Vfs createAgain(Vfs closed) throws Exception {
    return null;
  }

  /// Called when a test's room has been closed: remove what [#create] left behind. (An `@AfterEach`
  /// would come too early.)
  protected void cleanUp() throws Exception {}

  final Place place() {
    if (place == null) {
      throw new IllegalStateException("no test is running");
    }
    return place;
  }

  @BeforeEach
  final void enter() throws Exception {
    Vfs vfs = create();
    var root = new Place(vfs, superuser(), vfs.root());
    place = root.in(freshDirectory(root));
  }

  private static Node freshDirectory(Place root) throws ErrnoException {
    var name = Place.name("contract-" + Long.toHexString(System.nanoTime()));
    SetAttributes open = SetAttributes.ofMode(0777);
    return root.vfs().mkdir(root.caller(), root.here(), name, open).entry().node();
  }

  @AfterEach
  final void leave() throws Exception {
    if (place != null) {
      place.vfs().close();
      place = null;
    }
    cleanUp();
  }

  @Nested
  class Lifecycle extends LifecycleContract {
    @Override
    VfsContract contract() {
      return VfsContract.this;
    }
  }

  @Nested
  class Data extends DataContract {
    @Override
    VfsContract contract() {
      return VfsContract.this;
    }
  }

  @Nested
  class Open extends OpenContract {
    @Override
    VfsContract contract() {
      return VfsContract.this;
    }
  }

  @Nested
  class Create extends CreateContract {
    @Override
    VfsContract contract() {
      return VfsContract.this;
    }
  }

  @Nested
  class Names extends NameContract {
    @Override
    VfsContract contract() {
      return VfsContract.this;
    }
  }

  @Nested
  class Links extends LinkContract {
    @Override
    VfsContract contract() {
      return VfsContract.this;
    }
  }

  @Nested
  class SymbolicLinks extends LinkContract.Symbolic {
    @Override
    VfsContract contract() {
      return VfsContract.this;
    }
  }

  @Nested
  class Directories extends DirectoryContract {
    @Override
    VfsContract contract() {
      return VfsContract.this;
    }
  }

  @Nested
  class Rename extends RenameContract {
    @Override
    VfsContract contract() {
      return VfsContract.this;
    }
  }

  @Nested
  class RenameHows extends RenameHowContract {
    @Override
    VfsContract contract() {
      return VfsContract.this;
    }
  }

  @Nested
  class Ranges extends RangeContract {
    @Override
    VfsContract contract() {
      return VfsContract.this;
    }
  }

  @Nested
  class Locks extends LockContract {
    @Override
    VfsContract contract() {
      return VfsContract.this;
    }
  }

  @Nested
  class WithoutLocks extends LockContract.Without {
    @Override
    VfsContract contract() {
      return VfsContract.this;
    }
  }

  @Nested
  class Xattrs extends XattrContract {
    @Override
    VfsContract contract() {
      return VfsContract.this;
    }
  }

  @Nested
  class Copies extends CopyContract {
    @Override
    VfsContract contract() {
      return VfsContract.this;
    }
  }

  @Nested
  class Tmpfiles extends TmpfileContract {
    @Override
    VfsContract contract() {
      return VfsContract.this;
    }
  }

  @Nested
  class Readdir extends ReaddirContract {
    @Override
    VfsContract contract() {
      return VfsContract.this;
    }
  }

  @Nested
  class AttributesOfNodes extends AttributeContract {
    @Override
    VfsContract contract() {
      return VfsContract.this;
    }
  }

  @Nested
  class Times extends TimeContract {
    @Override
    VfsContract contract() {
      return VfsContract.this;
    }
  }

  @Nested
  class Permissions extends PermissionContract {
    @Override
    VfsContract contract() {
      return VfsContract.this;
    }
  }

  @Nested
  class SetId extends SetIdContract {
    @Override
    VfsContract contract() {
      return VfsContract.this;
    }
  }

  @Nested
  class Changes extends ChangeContract {
    @Override
    VfsContract contract() {
      return VfsContract.this;
    }
  }

  @Nested
  class Handles extends HandleContract {
    @Override
    VfsContract contract() {
      return VfsContract.this;
    }
  }

  @Nested
  class Nowait extends NowaitContract {
    @Override
    VfsContract contract() {
      return VfsContract.this;
    }
  }

  @Nested
  class Concurrency extends ConcurrencyContract {
    @Override
    VfsContract contract() {
      return VfsContract.this;
    }
  }
}
