package org.clustershare.testbed.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.util.ArrayList;
import java.util.List;
import org.clustershare.testbed.Testbed;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

final class PartsExtensionTest {
  private static final List<String> EVENTS = new ArrayList<>();

  /** None of the listeners with which the build watches this test. */
  private static final LauncherConfig ONLY_THE_CLASSES =
      LauncherConfig.builder()
          .enableTestEngineAutoRegistration(false)
          .enableLauncherSessionListenerAutoRegistration(false)
          .enableTestExecutionListenerAutoRegistration(false)
          .addTestEngines(new JupiterTestEngine())
          .build();

  @BeforeEach
  void forget() {
    EVENTS.clear();
    AsksByFieldsAndBeforeAll.GIVEN.clear();
  }

  private static EngineExecutionResults run(Class<?>... classes) {
    var builder = EngineTestKit.engine("junit-jupiter");
    for (var type : classes) {
      builder.selectors(selectClass(type));
    }
    return builder.execute();
  }

  @Test
  void startsASharedPartOnceForAllClassesAndClosesItAtTheEndBeforeWhatItNeeds() {
    var results = run(AsksByConstructor.class, AsksByFieldsAndBeforeAll.class);

    results.testEvents().assertStatistics(events -> events.succeeded(3).failed(0));
    assertThat(EVENTS)
        .containsExactly(
            "ground starts", "house starts", "test", "test", "test", "house ends", "ground ends");
  }

  /** So does a build with several JVMs: each gets its next class when it has ended the last. */
  @Test
  void keepsASharedPartForClassesThatRunOneAfterTheOtherInASession() {
    try (var session = LauncherFactory.openSession(ONLY_THE_CLASSES)) {
      for (var type : List.of(AsksByConstructor.class, AsksByFieldsAndBeforeAll.class)) {
        var summary = new SummaryGeneratingListener();
        session.getLauncher().execute(request().selectors(selectClass(type)).build(), summary);
        assertThat(summary.getSummary().getTotalFailureCount()).isZero();
      }
      assertThat(EVENTS).containsExactly("ground starts", "house starts", "test", "test", "test");
    }
    assertThat(EVENTS).endsWith("test", "house ends", "ground ends");
  }

  @Test
  void endsOwnPartsWithTheTestThatAskedAndLastFirst() {
    run(AsksForOwnParts.class).testEvents().assertStatistics(events -> events.succeeded(2));

    assertThat(EVENTS)
        .containsExactly(
            "test",
            "second ends",
            "first ends",
            "test",
            "second ends",
            "first ends",
            "class's ends");
  }

  @Test
  void tellsEveryTestWhyAPartDidNotStartAndTriesOnce() {
    var results = run(AsksForABrokenPart.class);

    results
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            2,
            event(
                test(),
                finishedWithFailure(
                    message(text -> text.endsWith("Broken did not start: no more room")))));
    assertThat(EVENTS).containsExactly("broken starts");
  }

  @SharedPart
  static final class Ground implements AutoCloseable {
    Ground() {
      EVENTS.add("ground starts");
    }

    @Override
    public void close() {
      EVENTS.add("ground ends");
    }
  }

  @SharedPart
  static final class House implements AutoCloseable {
    private final Ground ground;

    House(Ground ground) {
      this.ground = ground;
      EVENTS.add("house starts");
    }

    @Override
    public void close() {
      EVENTS.add("house ends");
    }
  }

  @SharedPart
  static final class Broken {
    Broken() {
      EVENTS.add("broken starts");
      throw new IllegalStateException("no more room");
    }
  }

  @SharedPart
  static final class NeedsBroken {
    private final Broken broken;

    NeedsBroken(Broken broken) {
      this.broken = broken;
    }

    Broken broken() {
      return broken;
    }
  }

  @StoryTest
  static final class AsksByConstructor {
    private final House house;

    AsksByConstructor(House house) {
      this.house = house;
    }

    @Test
    void one(Ground ground) {
      EVENTS.add("test");
      assertThat(house.ground).isSameAs(ground);
    }

    @Test
    void two() {
      EVENTS.add("test");
    }
  }

  @StoryTest
  static final class AsksByFieldsAndBeforeAll {
    private static final List<House> GIVEN = new ArrayList<>();

    @Part private static House shared;
    @Part private House house;

    @BeforeAll
    static void prepare(House house) {
      GIVEN.add(house);
    }

    @Test
    void one() {
      EVENTS.add("test");
      assertThat(GIVEN).containsExactly(house);
      assertThat(shared).isSameAs(house);
    }
  }

  @StoryTest
  static final class AsksForOwnParts {
    @Part private OwnParts ofTheClass;

    @BeforeAll
    static void prepare(OwnParts own) {
      own.closing(() -> EVENTS.add("class's ends"));
    }

    private void use(OwnParts own, Testbed testbed) {
      EVENTS.add("test");
      own.closing(() -> EVENTS.add("first ends"));
      own.closing(() -> EVENTS.add("second ends"));
      assertThat(own).isNotSameAs(ofTheClass);
      assertThat(own.testbed()).isSameAs(testbed);
    }

    @Test
    void one(OwnParts own, Testbed testbed) {
      use(own, testbed);
    }

    @Test
    void two(OwnParts own, Testbed testbed) {
      use(own, testbed);
    }
  }

  @StoryTest
  static final class AsksForABrokenPart {
    @Test
    void one(NeedsBroken part) {
      assertThat(part.broken()).isNull();
    }

    @Test
    void two(NeedsBroken part) {
      assertThat(part.broken()).isNull();
    }
  }
}
