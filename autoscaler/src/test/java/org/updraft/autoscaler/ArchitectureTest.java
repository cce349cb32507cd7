package org.updraft.autoscaler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;

/** The arrows of docs/ARCHITECTURE.md. */
@AnalyzeClasses(packages = "org.updraft", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String AUTOSCALER = "org.updraft.autoscaler.";

    @ArchTest
    static final ArchRule factsAndDecisionsKnowNoOutsideAndNoClock = noClasses()
            .that()
            .resideInAnyPackage(AUTOSCALER + "pool", AUTOSCALER + "plan")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.io..",
                    "java.nio.file..",
                    "java.net..",
                    "java.util.concurrent..",
                    "org.slf4j..",
                    "org.updraft.htcondor.command..",
                    "org.updraft.openstack.adapter..",
                    "org.updraft.openstack.embedded..",
                    AUTOSCALER + "sense",
                    AUTOSCALER + "act",
                    AUTOSCALER + "ledger")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(InstantSource.class)
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule factsKnowNoDecisions = noClasses()
            .that()
            .resideInAPackage(AUTOSCALER + "pool")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(AUTOSCALER + "plan");

    @ArchTest
    static final ArchRule lookingDoesNotDo = noClasses()
            .that()
            .resideInAPackage(AUTOSCALER + "sense")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(AUTOSCALER + "act");

    @ArchTest
    static final ArchRule doingDoesNotDecide = noClasses()
            .that()
            .resideInAPackage(AUTOSCALER + "act")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(".*\\.plan\\.(Planner|Retirement|Placement|Offers|Limits|FairShare)");

    @ArchTest
    static final ArchRule theLedgerKnowsNoLoop = noClasses()
            .that()
            .resideInAPackage(AUTOSCALER + "ledger")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(AUTOSCALER + "sense", AUTOSCALER + "act", AUTOSCALER + "web", "org.updraft.autoscaler");

    @ArchTest
    static final ArchRule readingYamlAndAskingTheServiceKnowNothingElseOfOurs = noClasses()
            .that()
            .resideInAnyPackage(AUTOSCALER + "yaml", AUTOSCALER + "client")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("org.updraft..")
                    .and(JavaClass.Predicates.resideOutsideOfPackages(AUTOSCALER + "yaml", AUTOSCALER + "client")));

    @ArchTest
    static final ArchRule onlyAssemblyAndAccessKnowTheRealAdapters = noClasses()
            .that()
            .resideInAPackage("org.updraft.autoscaler..")
            .and()
            .resideOutsideOfPackages(AUTOSCALER + "access", AUTOSCALER + "check", AUTOSCALER + "demo")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.updraft.htcondor.command..", "org.updraft.openstack.adapter..");

    @ArchTest
    static final ArchRule theOutsideWorldsKnowNeitherEachOtherNorUs = noClasses()
            .that()
            .resideInAnyPackage("org.updraft.htcondor..", "org.updraft.openstack..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.updraft.autoscaler..");

    @ArchTest
    static final ArchRule nobodyAsksTheWallClock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule everyClassHasANoun = classes()
            .should()
            .haveSimpleNameNotEndingWith("Util")
            .andShould()
            .haveSimpleNameNotEndingWith("Utils")
            .andShould()
            .haveSimpleNameNotEndingWith("Manager")
            .andShould()
            .haveSimpleNameNotEndingWith("Helper")
            .andShould()
            .haveSimpleNameNotEndingWith("Impl");
}
