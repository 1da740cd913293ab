package dev.byway.it.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// The picture of ARCHITECTURE.md as a test. `module-info` keeps most of it; what it cannot say is
/// here.
class ArchitectureTest {
  private static final JavaClasses BYWAY =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.byway");

  @Test
  void arrowsPointDownOnly() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("dev.byway..")
        .withOptionalLayers(true)
        .layer("cli")
        .definedBy("dev.byway.cli..")
        .layer("bench")
        .definedBy("dev.byway.bench..")
        .layer("nio")
        .definedBy("dev.byway.nio..")
        .layer("fuse")
        .definedBy("dev.byway.fuse..")
        .layer("server")
        .definedBy("dev.byway.server..")
        .layer("client")
        .definedBy("dev.byway.client..")
        .layer("vfs-local")
        .definedBy("dev.byway.vfs.local..")
        .layer("vfs-testkit")
        .definedBy("dev.byway.vfs.testkit..")
        .layer("vfs")
        .definedBy("dev.byway.vfs")
        .layer("net")
        .definedBy("dev.byway.net..")
        .layer("wire")
        .definedBy("dev.byway.wire..")
        .layer("linux")
        .definedBy("dev.byway.linux..")
        .layer("base")
        .definedBy("dev.byway.base..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("bench")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("nio")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("fuse")
        .mayOnlyBeAccessedByLayers("cli", "bench")
        .whereLayer("server")
        .mayOnlyBeAccessedByLayers("cli", "bench")
        .whereLayer("client")
        .mayOnlyBeAccessedByLayers("cli", "bench", "nio")
        .whereLayer("vfs-local")
        .mayOnlyBeAccessedByLayers("cli", "bench")
        .whereLayer("vfs-testkit")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("net")
        .mayOnlyBeAccessedByLayers("server", "client", "cli")
        .whereLayer("wire")
        .mayOnlyBeAccessedByLayers("server", "client", "fuse", "cli", "net")
        .whereLayer("linux")
        .mayOnlyBeAccessedByLayers("vfs-local", "net", "server", "client", "fuse", "bench", "cli")
        .check(BYWAY);
  }

  /// All else there works on any room.
  @Test
  void onlyOnePlaceOfNioMounts() {
    noClasses()
        .that()
        .resideInAPackage("dev.byway.nio..")
        .and()
        .doNotHaveSimpleName("Mounts")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.byway.client..")
        .check(BYWAY);
  }

  @Test
  void onlyLinuxMakesNativeCalls() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.byway.linux..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.foreign.Linker")
        .check(BYWAY);
  }

  @Test
  void codecsDoNoInputOrOutput() {
    noClasses()
        .that()
        .resideInAPackage("dev.byway.wire..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.channels..", "java.nio.file..", "io.netty..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.net\\..*Socket")
        .check(BYWAY);
  }

  @Test
  void theSpiKnowsNoProtocolAndNoNetwork() {
    classes()
        .that()
        .resideInAnyPackage("dev.byway.vfs", "dev.byway.vfs.lock")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.byway.vfs", "dev.byway.vfs.lock", "dev.byway.base", "java..", "org.jspecify..")
        .check(BYWAY);
  }

  @Test
  void protocolsOfTheServerDoNotKnowEachOther() {
    noClasses()
        .that()
        .resideInAPackage("dev.byway.server.nfs3..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.byway.server.mount3..", "dev.byway.server.portmap..")
        .allowEmptyShould(true)
        .check(BYWAY);
  }

  /// The test kit prints the seed of a random run, without which a failure could not be repeated.
  @Test
  void nobodyPrintsButTheProgram() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.byway.cli..", "dev.byway.bench..", "dev.byway.vfs.testkit..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(BYWAY);
  }
}
