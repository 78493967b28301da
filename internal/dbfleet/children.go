package dbfleet

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// childrenOf lists the children of a process, on Linux. Elsewhere they are left to notice by themselves that their parent is gone, as
// PostgreSQL's do.
func childrenOf(pid int) []int {
	folders, _ := filepath.Glob("/proc/[0-9]*")
	var out []int
	for _, folder := range folders {
		id, err := strconv.Atoi(filepath.Base(folder))
		if err != nil {
			continue
		}
		if _, parent, ok := statusOf(id); ok && parent == pid {
			out = append(out, id)
		}
	}
	return out
}

// gone tells whether a process has ended, waited for or not.
func gone(pid int) bool {
	state, _, ok := statusOf(pid)
	return !ok || state == "Z" || state == "X"
}

// statusOf reads the state of a process and its parent.
func statusOf(pid int) (state string, parent int, ok bool) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return "", 0, false
	}
	// pid (name) state parent …; the name may hold anything.
	fields := strings.Fields(string(b[bytes.LastIndexByte(b, ')')+1:]))
	if len(fields) < 2 {
		return "", 0, false
	}
	parent, err = strconv.Atoi(fields[1])
	return fields[0], parent, err == nil
}
