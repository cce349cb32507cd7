/** HTCondor as Updraft needs it; knows no cloud. */
package org.updraft.htcondor;
