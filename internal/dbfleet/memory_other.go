//go:build !linux

package dbfleet

const memory = ""

func inMemory() bool { return false }
