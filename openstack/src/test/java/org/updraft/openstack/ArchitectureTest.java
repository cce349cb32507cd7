package org.updraft.openstack;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.updraft.openstack", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ADAPTER = "org.updraft.openstack.adapter..";

    @ArchTest
    static final ArchRule openstack4jStaysInTheAdapter = noClasses()
            .that()
            .resideOutsideOfPackage(ADAPTER)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.openstack4j..");

    @ArchTest
    static final ArchRule thisModuleKnowsNoCondorAndNoAutoscaler = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.updraft.htcondor..", "org.updraft.autoscaler..", "org.updraft.jobtools..");

    @ArchTest
    static final ArchRule thePortKnowsNoImplementation = noClasses()
            .that()
            .resideInAPackage("org.updraft.openstack")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ADAPTER, "org.updraft.openstack.embedded..", "org.updraft.openstack.credentials..");

    @ArchTest
    static final ArchRule adapterAndEmbeddedCloudMeetOverHttpOnly = noClasses()
            .that()
            .resideInAPackage(ADAPTER)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.updraft.openstack.embedded..");
}
