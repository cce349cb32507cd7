/**
 * The attributes by which a job asks for a machine, such as {@code +VMType}: their names, what may stand in them, and how
 * they are read; and what {@link org.updraft.htcondor.vmjob.Requirements} say of the machine. Start at {@link org.updraft.htcondor.vmjob.VmAttributeReader}. Knows no cloud: whether an image exists is
 * not asked here.
 */
@NullMarked
package org.updraft.htcondor.vmjob;

import org.jspecify.annotations.NullMarked;
