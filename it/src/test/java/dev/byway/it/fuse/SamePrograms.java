package dev.byway.it.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What programs say and how they end, on the mount and in a folder of the local disk: the same.
abstract class SamePrograms {
  @TempDir Path temp;
  private Mounted mounted;

  abstract Mounted mount() throws Exception;

  @BeforeEach
  void mountIt() throws Exception {
    Mounted.assumePossible();
    mounted = mount();
  }

  @AfterEach
  void unmount() throws IOException {
    if (mounted != null) {
      mounted.close();
    }
  }

  /// Whether the room has what a script does.
  boolean can(Script script) {
    return true;
  }

  @ParameterizedTest
  @EnumSource
  void programsSeeTheSame(Script script) throws Exception {
    assumeTrue(can(script), "the room cannot do that");
    Path local = Files.createDirectory(temp.resolve("local"));
    Path remote = Files.createDirectory(mounted.place().resolve("remote"));
    Shell expected = Shell.run(local, script.text);
    Shell told = Shell.run(remote, script.text);
    assertThat(told.output()).isEqualTo(expected.output());
    assertThat(told.exit()).isEqualTo(expected.exit());
  }

  @Test
  void nothingIsLeftWhenAllIsClosedAndForgotten() throws Exception {
    Shell.run(mounted.place(), "mkdir d; echo x > d/f; cat d/f; rm -r d");
    dev.byway.it.localio.Await.until(
        () -> mounted.mount().openFiles() == 0 && mounted.mount().nodes() == 1);
  }
}
