# exit 1
ClusterId=1
In="/dev/null"
Cmd="/bin/ls"
Err="/dev/null"
Out="/dev/null"
Args="a 1"
Rank=0.0
MyType="Job"
JobPrio=0
MaxHosts=1
MinHosts=1
NumCkpts=0
DiskUsage=148
ImageSize=148
ExitStatus=0
TargetType="Machine"
TransferIn=false
Environment=""
JobUniverse=5
NumRestarts=0
RequestCpus=ifThenElse(isInteger(int(MY.VMCPUCores)) && int(MY.VMCPUCores) > 0,int(MY.VMCPUCores),1)
RequestDisk=ifThenElse(isInteger(int(MY.VMStorage)) && int(MY.VMStorage) > 0,int(MY.VMStorage) * 1048576,1048576)
TransferErr=false
TransferOut=false
CurrentHosts=0
ExitBySignal=false
NumJobStarts=0
RemoteSysCpu=0.0
Requirements=(TARGET.Arch == "X86_64") && (TARGET.OpSys == "LINUX") && (TARGET.Disk >= RequestDisk) && (TARGET.Memory >= RequestMemory) && (TARGET.Cpus >= RequestCpus) && ((TARGET.FileSystemDomain == MY.FileSystemDomain) || (TARGET.HasFileTransfer))
CommittedTime=0
RemoteUserCpu=0.0
RequestMemory=ifThenElse(isInteger(int(MY.VMMem)) && int(MY.VMMem) > 0,int(MY.VMMem),1024)
ExecutableSize=148
NumSystemHolds=0
JobNotification=0
JobSubmitMethod=0
LeaveJobInQueue=false
JobLeaseDuration=2400
TotalSuspensions=0
CommittedSlotTime=0
NumJobCompletions=0
CumulativeSlotTime=0
LastSuspensionTime=0
RemoteWallClockTime=0.0
ShouldTransferFiles="IF_NEEDED"
TransferInputSizeMB=0
WhenToTransferOutput="ON_EXIT"
CumulativeRemoteSysCpu=0.0
CommittedSuspensionTime=0
CumulativeRemoteUserCpu=0.0
CumulativeSuspensionTime=0
ProcId=0
JobStatus=1
.
ProcId=1
JobStatus=1
.
ProcId=2
JobStatus=1
Args="b 2"
.
ProcId=3
JobStatus=1
Args="b 2"
.
