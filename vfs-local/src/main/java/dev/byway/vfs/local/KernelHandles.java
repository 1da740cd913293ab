package dev.byway.vfs.local;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.Descriptors;
import dev.byway.linux.OpenAt;
import dev.byway.linux.Statx;

/// The kernel finds files by its own handles: needs CAP_DAC_READ_SEARCH.
///
/// A handle can be forged to name any file of the file system. The doors authenticate handles,
/// which is the line of defence; here, directories that are not below the exported one are refused
/// too (their parents can be asked, those of a file cannot), so that nobody walks out of the export
/// from a directory that was moved away.
final class KernelHandles implements Handles {
  private final Tree tree;

  KernelHandles(Tree tree) {
    this.tree = tree;
  }

  @Override
  public byte[] identify(int fd, Statx statx) throws ErrnoException {
    return FileId.of(fd, statx, true);
  }

  @Override
  public int open(LocalNode node) throws ErrnoException {
    int mount = tree.directory.acquire();
    int fd = -1;
    try {
      tree.becomeSelf();
      fd = FileId.open(mount, node.handle(), OpenAt.O_PATH | OpenAt.O_NOFOLLOW);
      Statx statx = Statx.of(fd, Tree.STATX_MASK);
      tree.requireSameMount(statx);
      boolean outside =
          statx.ino() != node.ino
              || (statx.type() == Statx.S_IFDIR
                  && !tree.fileSystem.exportedWhole()
                  && !tree.contains(fd));
      if (outside) {
        throw Errno.ESTALE.exception();
      }
      return fd;
    } catch (ErrnoException failure) {
      if (fd >= 0) {
        Descriptors.close(fd);
      }
      throw switch (failure.errno()) {
        // no handle of this file system; the last name went meanwhile
        case EINVAL, ENOENT -> Errno.ESTALE.exception();
        default -> failure;
      };
    } finally {
      tree.leave();
      tree.directory.release();
    }
  }

  @Override
  public void placed(LocalNode node, LocalNode directory, byte[] name) {}

  @Override
  public void unplaced(LocalNode node, LocalNode directory, byte[] name) {}

  @Override
  public void gone(LocalNode node) {}

  @Override
  public void reached(int directory, LocalNode node) {}

  @Override
  public boolean persistent() {
    return true;
  }

  @Override
  public boolean quick() {
    return true;
  }

  @Override
  public void tick() {}

  @Override
  public void close() {}
}
