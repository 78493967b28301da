package dbfleet

import "syscall"

// memory is a file system in memory: the servers' data is thrown away, and a disk would be asked to keep it at every statement that makes
// or drops a table.
const memory = "/dev/shm"

// enough is how much must be free there: containers often have little.
const enough = 4 << 30

// inMemory tells whether servers may have their folder in memory.
func inMemory() bool {
	var s syscall.Statfs_t
	return syscall.Statfs(memory, &s) == nil && s.Bavail*uint64(s.Bsize) >= enough && syscall.Access(memory, 2) == nil
}
