package org.updraft.openstack.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.SharedImage.Member;
import org.updraft.openstack.adapter.ImageSharing;
import org.updraft.openstack.adapter.OpenStackCloud;

/** What every cloud must do about images that one project shares with another. */
abstract class SharingContract {

    private OpenStackCloud ours;
    private OpenStackCloud theirs;
    private ImageSharing owner;
    private ImageSharing other;
    private String image;
    private String otherProject;

    abstract Site site() throws Exception;

    /** A private image of the user's project. */
    abstract String privateImage(OpenStackCloud owner) throws Exception;

    @BeforeEach
    void logIn() throws Exception {
        Site site = site();
        ours = OpenStackCloud.connect("ours", site.user(), InstantSource.system());
        theirs = OpenStackCloud.connect("theirs", site.userOfOtherProject(), InstantSource.system());
        owner = ours.sharing();
        other = theirs.sharing();
        otherProject = theirs.binding().projectId();
        image = privateImage(ours);
    }

    @Test
    void aPrivateImageIsSeenByItsOwnerOnly() throws CloudException {
        assertThat(owner.image(image)).hasValueSatisfying(seen -> {
            assertThat(seen.image().visibility()).isEqualTo("private");
            assertThat(seen.status()).isEqualTo("active");
            assertThat(seen.members()).isEmpty();
        });
        assertThat(other.image(image)).isEmpty();
    }

    @Test
    void sharedAddedAndAcceptedItCanBeBootedAndAllOfItCanBeRepeated() throws CloudException {
        for (int i = 0; i < 2; i++) {
            owner.makeShared(image);
            owner.addMember(image, otherProject);
            other.answer(image, otherProject, "accepted");
        }

        assertThat(owner.image(image).orElseThrow().members()).containsExactly(new Member(otherProject, "accepted"));
        assertThat(theirs.images()).anyMatch(seen -> seen.id().equals(image));
    }

    @Test
    void whatIsNotAcceptedYetIsListedAsPendingAndNotAmongThoseToBoot() throws CloudException {
        owner.makeShared(image);
        owner.addMember(image, otherProject);

        assertThat(other.images()).anyMatch(seen -> seen.image().id().equals(image));
        assertThat(theirs.images()).noneMatch(seen -> seen.id().equals(image));
        assertThat(other.image(image).orElseThrow().members()).containsExactly(new Member(otherProject, "pending"));
    }

    @Test
    void aProjectAcceptsByItself() throws CloudException {
        assertThatThrownBy(() -> theirs.acceptImage(image)).isInstanceOf(CloudException.Gone.class);
        owner.makeShared(image);
        owner.addMember(image, otherProject);

        theirs.acceptImage(image);
        theirs.acceptImage(image);

        assertThat(theirs.images()).anyMatch(seen -> seen.id().equals(image));
    }

    @Test
    void aPrivateImageTakesNoMembers() {
        assertThatThrownBy(() -> owner.addMember(image, otherProject)).isInstanceOf(CloudException.Rejected.class);
    }

    @Test
    void nobodyAcceptsWhatIsNotSharedWithThem() {
        assertThatThrownBy(() -> other.answer(image, otherProject, "accepted")).isInstanceOf(CloudException.Gone.class);
    }

    @Test
    void theOwnerCannotAcceptForAnother() throws CloudException {
        owner.makeShared(image);
        owner.addMember(image, otherProject);

        assertThatThrownBy(() -> owner.answer(image, otherProject, "accepted"))
                .isInstanceOf(CloudException.Rejected.class);
    }

    @Test
    void onesOwnProjectHasANameAndThoseOfOthersMayHaveNone() throws CloudException {
        assertThat(owner.projectName(ours.binding().projectId()))
                .isEqualTo(Optional.of(ours.binding().projectName()));
        assertThat(owner.projectName("0123456789abcdef0123456789abcdef")).isEmpty();
        assertThat(owner.projectName(otherProject)).isEmpty();
    }

    @Test
    void theUsersProjectsAreKnownByName() throws CloudException {
        assertThat(owner.ownProjects())
                .containsEntry(ours.binding().projectName(), ours.binding().projectId());
    }

    @Test
    void anIdThatIsNoneIsNotSent() {
        assertThatThrownBy(() -> owner.image("../projects")).hasMessageContaining("this is none");
    }
}
