package org.clustershare.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.clustershare", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule CONTROL_KNOWS_NO_BOUNDARY =
      noClasses()
          .that()
          .resideInAPackage("..control..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.clustershare..boundary..")
          .because("what the product does must not depend on how it is asked");

  @ArchTest
  static final ArchRule ENTITIES_KNOW_NEITHER =
      noClasses()
          .that()
          .resideInAPackage("..entity..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.clustershare..boundary..", "org.clustershare..control..")
          .because("entities are what everything else speaks of");

  @ArchTest
  static final ArchRule FEATURES_HAVE_NO_CYCLES =
      slices()
          .matching("org.clustershare.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a feature must be readable without all the others");

  @ArchTest
  static final ArchRule ONE_KUBERNETES_ADAPTER =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.clustershare.cluster.kubernetes..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.kubernetes..", "okhttp3..")
          .because("deadlines, retries and the address policy live in one place");

  @ArchTest
  static final ArchRule ONE_SIGN_IN =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.clustershare.identity..", "org.clustershare.sharing..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.pac4j..")
          .because("who people are is decided in one place");

  @ArchTest
  static final ArchRule NO_NETWORK_IN_A_TRANSACTION =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Rows")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.clustershare.cluster.kubernetes..", "java.net.http..")
          .because("only these classes open transactions, and a slow cluster must not hold one");

  @ArchTest
  static final ArchRule TRANSACTIONS_ARE_KEPT_TO_ROWS =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith("Rows")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(jakarta.transaction.Transactional.class)
          .because("the rule above names every class that opens transactions");

  @ArchTest
  static final ArchRule ONE_WAY_TO_JSON =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("org.clustershare.platform.json.JsonFactory")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("jakarta.json.Json")
          .because("its methods look for the provider in all jars, at each call");

  @ArchTest
  static final ArchRule NAMES_THAT_TELL =
      classes()
          .should()
          .haveNameNotMatching(".*(Impl|Manager|Helper|Utils?|Base|Common)$")
          .because("such names say nothing of what a class is for");
}
