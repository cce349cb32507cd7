/** Placeholder until the first class. */
package org.updraft.htcondor;
