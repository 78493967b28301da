package dbfleet

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// find returns the paths of the product's programs, installing Debian's package if they are missing.
func (p *product) find(ctx context.Context) ([]string, error) {
	if found := p.look(); found != nil {
		return found, nil
	}
	if err := p.install(ctx); err != nil {
		return nil, err
	}
	if found := p.look(); found != nil {
		return found, nil
	}
	return nil, fmt.Errorf("dbfleet: %s: the package %s was installed and %s is not in PATH or %s", p.name, p.pkg, p.programs[0], strings.Join(p.dirs, ", "))
}

// look finds the programs, all in PATH or all in one of the folders, of several versions the newest. It returns nil if one is missing.
func (p *product) look() []string {
	if found := p.lookWith(exec.LookPath); found != nil {
		return found
	}
	var best []string
	newest := -1.0
	for _, pattern := range p.dirs {
		dirs, _ := filepath.Glob(pattern)
		for _, dir := range dirs {
			found := p.lookWith(func(program string) (string, error) { return executable(filepath.Join(dir, program)) })
			if v := version(dir); found != nil && v > newest {
				best, newest = found, v
			}
		}
	}
	if best != nil || len(p.programs) == 1 {
		return best
	}
	// MariaDB's server is in sbin, what makes its data in bin.
	return p.lookWith(p.anywhere)
}

func (p *product) lookWith(look func(string) (string, error)) []string {
	found := make([]string, len(p.programs))
	for i, program := range p.programs {
		path, err := look(program)
		if err != nil {
			return nil
		}
		found[i] = path
	}
	return found
}

func (p *product) anywhere(program string) (string, error) {
	for _, pattern := range p.dirs {
		dirs, _ := filepath.Glob(pattern)
		for _, dir := range dirs {
			if path, err := executable(filepath.Join(dir, program)); err == nil {
				return path, nil
			}
		}
	}
	return "", os.ErrNotExist
}

func executable(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	if info.IsDir() || info.Mode().Perm()&0o111 == 0 {
		return "", os.ErrPermission
	}
	return path, nil
}

// version is the number in /usr/lib/postgresql/15/bin, 0 where there is none.
func version(dir string) float64 {
	v, err := strconv.ParseFloat(filepath.Base(filepath.Dir(dir)), 64)
	if err != nil {
		return 0
	}
	return v
}

// missing is the error for programs that are not there and cannot be installed.
func (p *product) missing(why string) error {
	return fmt.Errorf("dbfleet: %s was not found in PATH or %s, and %s (install Debian's package %s, or what holds %s)",
		p.programs[0], strings.Join(p.dirs, ", "), why, p.pkg, strings.Join(p.programs, " and "))
}
