package main

import (
	"context"
	"os"
	"os/exec"
)

// runWithServers runs this program again under dbfleet, which starts servers, names them in the environment, and stops them.
func runWithServers(ctx context.Context) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	here, err := os.Getwd()
	if err != nil {
		return err
	}
	args := append([]string{"run", "./tools/dbfleet", "run", "--", self, "-dir", here}, os.Args[1:]...)
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = ".." // dbfleet belongs to the main module
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	return cmd.Run()
}
