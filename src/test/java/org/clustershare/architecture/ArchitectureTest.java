package org.clustershare.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.all;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.AbstractClassesTransformer;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.clustershare.audit.entity.AuditRecord;
import org.clustershare.platform.database.Unaudited;
import org.omnifaces.util.Faces;

/** The house of docs/adr/0001: its floors, the size of its rooms, and what stands in one place. */
@AnalyzeClasses(packages = "org.clustershare", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final int MOST_CLASSES = 15;
  private static final String AUDIT_ROWS = "org.clustershare.audit.AuditRows";
  private static final Set<String> CLUSTER_WRITES =
      Set.of("create", "patch", "apply", "replace", "delete");

  /** Methods that change a cluster, each with the classes that call it between two records. */
  private static final Map<String, Set<String>> CHANGES_IN_CLUSTERS =
      Map.of(
          "bindings.Bindings.bind", Set.of("bindings.BindingChanges"),
          "bindings.Bindings.unbind",
              Set.of("bindings.BindingChanges", "roles.apply.PlanExecution"),
          "bindings.Bindings.ensure", Set.of("roles.apply.PlanExecution"),
          "roles.apply.PlanExecution.run", Set.of("roles.apply.RoleReconciler"),
          "cluster.certificate.SigningRequests.send", Set.of("cluster.renewal.CertificateRenewal"));

  /** From the ground up. */
  private static final List<String> FLOORS =
      List.of(
          "launcher",
          "platform",
          "oidc",
          "audit",
          "kubernetes",
          "identity",
          "project",
          "cluster",
          "fleet",
          "bindings",
          "roles",
          "sharing",
          "trust",
          "access",
          "console",
          "startup");

  @ArchTest
  static void floorsDependOnLowerFloorsOnly(JavaClasses classes) {
    var floors = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (var floor : FLOORS) {
      floors = floors.layer(floor).definedBy("org.clustershare." + floor + "..");
    }
    for (int i = 0; i < FLOORS.size(); i++) {
      var lower = FLOORS.subList(0, i).toArray(String[]::new);
      floors =
          i == 0
              ? floors.whereLayer(FLOORS.get(i)).mayNotAccessAnyLayer()
              : floors.whereLayer(FLOORS.get(i)).mayOnlyAccessLayers(lower);
    }
    floors
        .ensureAllClassesAreContainedInArchitecture()
        .because("a reader of one floor needs to know the floors below it, and no other")
        .check(classes);
  }

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices()
          .matching("org.clustershare.(**)")
          .should()
          .beFreeOfCycles()
          .because("a package must be readable without the packages that use it");

  @ArchTest
  static final ArchRule PACKAGES_ARE_SMALL =
      all(new AbstractClassesTransformer<JavaPackage>("packages") {
            @Override
            public Iterable<JavaPackage> doTransform(JavaClasses classes) {
              return classes.stream().collect(groupingBy(JavaClass::getPackage)).keySet();
            }
          })
          .should(
              new ArchCondition<>("have at most %d classes".formatted(MOST_CLASSES)) {
                @Override
                public void check(JavaPackage found, ConditionEvents events) {
                  long count =
                      found.getClasses().stream()
                          .filter(JavaClass::isTopLevelClass)
                          // An enum's values() has a type that ArchUnit counts as a class, too.
                          .filter(one -> !one.isArray())
                          .filter(one -> !one.getSimpleName().equals("package-info"))
                          .count();
                  events.add(
                      new SimpleConditionEvent(
                          found,
                          count <= MOST_CLASSES,
                          "%s has %d classes".formatted(found.getName(), count)));
                }
              })
          .because("a folder that is seen at one glance has one subject");

  @ArchTest
  static final ArchRule ENTITIES_KNOW_NO_LOGIC =
      classes()
          .that()
          .resideInAPackage("org.clustershare.*.entity..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "org.clustershare.*.entity..",
              "org.clustershare.*.model..",
              "org.clustershare.platform..",
              "org.clustershare.oidc.settings..",
              "java..",
              "jakarta..",
              "org.jspecify..")
          .because("entities are rows; what is done with them stands in the feature's packages");

  @ArchTest
  static final ArchRule ROWS_OF_CLUSTERS_ARE_READ_IN_ONE_PLACE =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.clustershare.cluster.entity..")
          .and()
          .doNotHaveFullyQualifiedName("org.clustershare.cluster.ClusterRows")
          .and()
          .doNotHaveFullyQualifiedName("org.clustershare.cluster.client.ClientReservationRows")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.clustershare.cluster.entity..")
          .because("features get an immutable Cluster, which no code can change past ClusterRows");

  @ArchTest
  static final ArchRule FLEET_KNOWS_NO_FEATURE =
      noClasses()
          .that()
          .resideInAPackage("org.clustershare.fleet..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.clustershare.bindings..",
              "org.clustershare.roles..",
              "org.clustershare.sharing..",
              "org.clustershare.trust..",
              "org.clustershare.access..",
              "org.clustershare.console..",
              "org.clustershare.startup..")
          .because("features register a ClusterTask, so the scheduler does not change with them");

  @ArchTest
  static final ArchRule TRUST_KNOWS_NO_ROLES =
      noClasses()
          .that()
          .resideInAPackage("org.clustershare.trust..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.clustershare.roles..")
          .because("whether a cluster trusts the issuer does not depend on its roles");

  @ArchTest
  static final ArchRule ONE_KUBERNETES_ADAPTER =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.clustershare.kubernetes..", "org.clustershare.startup..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.kubernetes..")
          .because("deadlines, retries and limits of API servers' answers live in one place");

  @ArchTest
  static final ArchRule ONE_HTTP_STACK =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.clustershare.kubernetes..",
              "org.clustershare.oidc.http..",
              "org.clustershare.platform.net..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("okhttp3..")
          .because("time, size and redirects of every call are limited in these packages");

  @ArchTest
  static final ArchRule NO_OTHER_HTTP_STACK =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net.http..", "org.apache.http..", "jakarta.ws.rs.client..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.net.URLConnection.class)
          .because("OkHttp is the one stack: another one would need each limit a second time");

  @ArchTest
  static final ArchRule ONE_PLACE_MAKES_HTTP_CLIENTS =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("org.clustershare.platform.net.AddressPolicyEnforcer")
          .should()
          .callConstructor(okhttp3.OkHttpClient.class)
          .orShould()
          .callConstructor(okhttp3.OkHttpClient.Builder.class)
          .because("the address policy must stand before every connection");

  @ArchTest
  static final ArchRule ONE_PLACE_VERIFIES_ID_TOKENS =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.clustershare.oidc.token")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "com.nimbusds.jwt.proc..", "com.nimbusds.openid.connect.sdk.validators..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("com.nimbusds.jose.proc.JWSVerificationKeySelector")
          .because("who is let in by a token is decided in one place");

  @ArchTest
  static final ArchRule ONE_PLACE_BUILDS_AUTHORIZATION_REQUESTS =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("org.clustershare.oidc.signin.AuthorizationCodeFlow")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "com\\.nimbusds\\..*\\.(Authentication|Authorization|PushedAuthorization)Request(\\$.*)?")
          .because("a second flow would need state, PKCE, nonce and the checks of answers again");

  @ArchTest
  static final ArchRule ONE_PLACE_TAKES_AUTHORIZATION_CODES =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.clustershare.oidc.signin..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.clustershare.oidc.signin.CodeExchange")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("com.nimbusds.oauth2.sdk.AuthorizationCodeGrant")
          .because("a code is redeemed only after its state, browser and issuer were checked");

  @ArchTest
  static final ArchRule NO_NETWORK_IN_A_TRANSACTION =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Rows")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.clustershare.kubernetes",
              "org.clustershare.kubernetes.connection..",
              "org.clustershare.oidc.http..",
              "java.net.http..",
              "okhttp3..")
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
  static final ArchRule EVERY_TRANSACTION_IS_RECORDED =
      methods()
          .that()
          .areAnnotatedWith(Transactional.class)
          .and()
          .areDeclaredInClassesThat()
          .doNotHaveFullyQualifiedName(AUDIT_ROWS)
          .should(
              new ArchCondition<>("append a record to the audit trail, or be @Unaudited") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                  boolean appends =
                      method.getMethodCallsFromSelf().stream()
                          .anyMatch(
                              call ->
                                  call.getTargetOwner().getFullName().equals(AUDIT_ROWS)
                                      && call.getName().equals("append"));
                  boolean locks =
                      method.getAnnotationOfType(Transactional.class).value() == TxType.MANDATORY;
                  events.add(
                      new SimpleConditionEvent(
                          method,
                          appends || locks || method.isAnnotatedWith(Unaudited.class),
                          method.getFullName() + " writes no record"));
                }
              })
          .because(
              "a change without its record must not commit; a mandatory transaction is another"
                  + " method's");

  @ArchTest
  static final ArchRule CLUSTERS_ARE_CHANGED_IN_FEW_PLACES =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("org.clustershare.bindings.RoleBindings")
          .and()
          .doNotHaveFullyQualifiedName("org.clustershare.access.offboarding.AccessRevocation")
          .and()
          .doNotHaveFullyQualifiedName("org.clustershare.roles.apply.PlanExecution")
          .and()
          .doNotHaveFullyQualifiedName("org.clustershare.roles.apply.RoleCleanup")
          .and()
          .doNotHaveFullyQualifiedName("org.clustershare.cluster.certificate.SigningRequests")
          .and()
          // They create reviews, which answer a question and change nothing.
          .doNotHaveFullyQualifiedName("org.clustershare.cluster.registration.ClusterCheck")
          .and()
          .doNotHaveFullyQualifiedName("org.clustershare.trust.check.TrustProbe")
          .and()
          .resideOutsideOfPackage("org.clustershare.kubernetes..")
          .should()
          .callMethodWhere(
              new DescribedPredicate<JavaMethodCall>("a write to a cluster") {
                @Override
                public boolean test(JavaMethodCall call) {
                  return call.getTargetOwner()
                          .getFullName()
                          .equals("org.clustershare.kubernetes.ClusterApi")
                      && CLUSTER_WRITES.contains(call.getName());
                }
              })
          .because("each of these is called between two records; CHANGES_IN_CLUSTERS names where");

  @ArchTest
  static void changesInClustersAreRecorded(JavaClasses classes) {
    CHANGES_IN_CLUSTERS.forEach(
        (method, recorders) -> {
          int dot = method.lastIndexOf('.');
          var callers =
              classes.get("org.clustershare." + method.substring(0, dot)).getMethods().stream()
                  .filter(found -> found.getName().equals(method.substring(dot + 1)))
                  .flatMap(found -> found.getAccessesToSelf().stream())
                  .map(access -> access.getOriginOwner())
                  .map(owner -> owner.getFullName().replaceFirst("\\$.*", ""))
                  .filter(owner -> !owner.endsWith(method.substring(0, dot)))
                  .map(owner -> owner.replace("org.clustershare.", ""))
                  .collect(Collectors.toSet());
          assertThat(callers).as("callers of %s", method).isEqualTo(recorders);
        });
    CHANGES_IN_CLUSTERS.values().stream()
        .flatMap(Set::stream)
        .distinct()
        // Its caller holds both records, because it has neither person nor project.
        .filter(name -> !name.equals("roles.apply.PlanExecution"))
        .forEach(
            name ->
                assertThat(
                        classes
                            .get("org.clustershare." + name)
                            .getDirectDependenciesFromSelf()
                            .stream()
                            .map(one -> one.getTargetClass().getSimpleName()))
                    .as("%s records", name)
                    .containsAnyOf("AuditTrail", "RenewalChanges", "RepairTrail"));
  }

  @ArchTest
  static final ArchRule PAGES_AND_RESOURCES_CHANGE_NOTHING_THEMSELVES =
      noClasses()
          .that()
          .resideInAnyPackage("org.clustershare.console..", "org.clustershare..api..")
          .should()
          .dependOnClassesThat()
          .haveSimpleNameEndingWith("Rows")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(jakarta.persistence.EntityManager.class)
          .because("a page's change has the same record as that of the API");

  @ArchTest
  static final ArchRule RECORDS_HAVE_ONE_WRITER =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(AUDIT_ROWS)
          .and()
          .resideOutsideOfPackage("org.clustershare.audit.entity")
          .should()
          .callConstructor(
              AuditRecord.class,
              String.class,
              Instant.class,
              AuditRecord.Content.class,
              AuditRecord.Actor.class,
              AuditRecord.Target.class,
              AuditRecord.Origin.class)
          .because("what a record may have, and how long it may be, is decided in one place");

  @ArchTest
  static final ArchRule TIMERS_WAIT_FOR_THE_DEPLOYMENT =
      classes()
          .that()
          .haveSimpleNameEndingWith("Timer")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.clustershare.platform.deployment.DeploymentGate")
          .because(
              "a thread that loads classes while the server ends the deployment can break them");

  @ArchTest
  static final ArchRule TIMERS_ARE_NAMED_SO =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith("Timer")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("jakarta.ejb.(Timeout|Schedule|TimerService)")
          .because("the rule above names every timer");

  @ArchTest
  static final ArchRule NOTHING_OF_A_BROWSER_LIVES_IN_ONE_INSTANCE =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.NoSessionFilter(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "jakarta\\.servlet\\.http\\.HttpSession.*"
                  + "|jakarta\\.enterprise\\.context\\.(Session|Conversation)Scoped"
                  + "|(jakarta\\.faces|org\\.omnifaces\\.cdi)\\..*(View|Flow)Scoped"
                  + "|jakarta\\.faces\\.context\\.Flash")
          .orShould()
          .callMethodWhere(
              target(
                  nameMatching("(get|set|remove|invalidate)(Session|Flash|View)(Attribute|Map)?")))
          // It creates Faces' flash.
          .orShould()
          .callMethod(Faces.class, "redirect", String.class, Object[].class)
          .because("the next request of the browser reaches another instance (ADR 21)");

  @ArchTest
  static final ArchRule ONE_WAY_TO_JSON =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.clustershare.platform.json")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("jakarta.json.Json")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("jakarta.json.bind.JsonbBuilder")
          .because("its methods look for the provider in all jars, at each call");

  @ArchTest
  static final ArchRule INJECTION_IS_BY_CONSTRUCTOR =
      noFields()
          .that()
          .areDeclaredInClassesThat()
          .areNotAnnotatedWith(Singleton.class)
          .should()
          .beAnnotatedWith(Inject.class)
          .because(
              "an object is whole from its start, in tests too; EJBs need a constructor without parameters");

  @ArchTest
  static final ArchRule NAMES_THAT_TELL =
      classes()
          .should()
          .haveNameNotMatching(".*(Impl|(?<!Field|Trust)Manager|Helper|Utils?|Base|Common)$")
          .because(
              "such names say nothing of what a class is for; a field manager is Kubernetes' and a"
                  + " trust manager JSSE's");

  /** The container compares the names, which no compiler checks, only when it deploys. */
  @ArchTest
  static void everyDependsOnNamesASingleton(JavaClasses classes) {
    var singletons =
        classes.stream()
            .filter(type -> type.isAnnotatedWith(Singleton.class))
            .map(JavaClass::getSimpleName)
            .toList();
    var dependent = classes.stream().filter(type -> type.isAnnotatedWith(DependsOn.class)).toList();

    assertThat(dependent).isNotEmpty();
    assertThat(dependent)
        .allSatisfy(
            type ->
                assertThat(singletons).contains(type.getAnnotationOfType(DependsOn.class).value()));
  }
}
