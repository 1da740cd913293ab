package dev.byway.cli.mount;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Created;
import dev.byway.vfs.Entry;
import dev.byway.vfs.Name;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.memory.MemoryVfs;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShownOwnersTest {
  private static final Caller ME = Caller.ROOT;
  private final Name name;

  ShownOwnersTest() throws ErrnoException {
    name = Name.of("file");
  }

  private final Vfs room = new MemoryVfs();
  private final Vfs shown = new ShownOwners(room, 5, null, 027);

  private static void isShown(@Nullable Attributes shown, int mode) {
    Attributes attributes = Objects.requireNonNull(shown);
    assertThat(attributes.uid()).isEqualTo(5);
    assertThat(attributes.gid()).isZero();
    assertThat(Integer.toOctalString(attributes.mode())).isEqualTo(Integer.toOctalString(mode));
  }

  @Test
  void everyAnswerShowsTheOwnerAndTheMode() throws Exception {
    var how = new CreateHow.Guarded(SetAttributes.ofMode(0666));
    Created created = shown.create(ME, shown.root(), name, how, OpenHow.READ_WRITE);
    isShown(created.entry().attributes(), 0640);
    try (OpenFile file = Objects.requireNonNull(created.file())) {
      isShown(file.getattr(ME), 0640);
    }
    isShown(shown.lookup(ME, shown.root(), name).attributes(), 0640);
    isShown(shown.getattr(ME, created.entry().node()), 0640);
    List<Entry> listed = new ArrayList<>();
    shown.readdir(
        ME,
        shown.root(),
        0,
        true,
        (each, fileid, cookie, entry) -> !each.equals(name) || listed.add(entry));
    isShown(listed.getFirst().attributes(), 0640);
    isShown(shown.unlink(ME, shown.root(), name).after(), 0750);
  }

  @Test
  void toSetTheOwnerThatIsShownChangesNothing() throws Exception {
    var how = new CreateHow.Guarded(SetAttributes.ofMode(0600));
    Entry entry = shown.create(ME, shown.root(), name, how, null).entry();
    SetAttributes same = SetAttributes.ofMode(0644).withUid(5);
    isShown(shown.setattr(ME, entry.node(), same, null, false).after(), 0640);
    assertThat(room.getattr(ME, entry.node()).uid()).isZero();
    assertThat(room.getattr(ME, entry.node()).mode()).isEqualTo(0644);
    shown.setattr(ME, entry.node(), SetAttributes.NONE.withUid(7), null, false);
    assertThat(room.getattr(ME, entry.node()).uid()).isEqualTo(7);
  }
}
