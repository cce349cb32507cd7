package org.updraft.jobtools;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** The arrows of docs/ARCHITECTURE.md that begin in the job tools. */
@AnalyzeClasses(packages = "org.updraft", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String TOOLS = "org.updraft.jobtools.";
    private static final String AUTOSCALER = "org.updraft.autoscaler.";

    @ArchTest
    static final ArchRule nobodyElseKnowsTheJobTools = noClasses()
            .that()
            .resideOutsideOfPackage("org.updraft.jobtools..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.updraft.jobtools..");

    @ArchTest
    static final ArchRule theJobToolsKnowTheServiceByItsFactsAndItsSocketOnly = noClasses()
            .that()
            .resideInAPackage("org.updraft.jobtools..")
            .and()
            .resideOutsideOfPackage(TOOLS + "cli")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("org.updraft.autoscaler..")
                    .and(JavaClass.Predicates.resideOutsideOfPackages(
                            AUTOSCALER + "pool",
                            AUTOSCALER + "plan",
                            AUTOSCALER + "settings",
                            AUTOSCALER + "yaml",
                            AUTOSCALER + "client",
                            AUTOSCALER + "cloudinit")));

    @ArchTest
    static final ArchRule nobodyAsksTheWallClock = noClasses()
            .that()
            .resideInAPackage("org.updraft.jobtools..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");
}
