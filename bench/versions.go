package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

// conditions are the facts of a run, one a line.
func conditions(ctx context.Context, o *options) []string {
	lines := []string{
		time.Now().UTC().Format("2006-01-02") + ", " + runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH,
		fmt.Sprintf("%s, %d cores, shared with other work", processor(), runtime.NumCPU()),
	}
	for _, kind := range []string{sqliteMemory, postgresql, mariadb} {
		if v := serverVersion(ctx, place{kind: kind, url: o.url(kind)}); v != "" {
			lines = append(lines, v)
		}
	}
	lines = append(lines, strings.Join(moduleVersions(), ", "))
	if name := python(); name != "" {
		if out, err := exec.Command(name, sqlAlchemyScript, "version").Output(); err == nil {
			lines = append(lines, strings.TrimSpace(string(out)))
		}
	}
	return lines
}

// processor is the model that Linux names.
func processor() string {
	f, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return runtime.GOARCH
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if name, model, ok := strings.Cut(lines.Text(), ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(model)
		}
	}
	return runtime.GOARCH
}

func serverVersion(ctx context.Context, p place) string {
	db, err := openSQL(p, prepared)
	if err != nil {
		return ""
	}
	defer db.Close()
	query := "SELECT version()"
	if p.isSQLite() {
		query = "SELECT 'SQLite ' || sqlite_version()"
	}
	var version string
	if err := db.QueryRowContext(ctx, query).Scan(&version); err != nil {
		return ""
	}
	version, _, _ = strings.Cut(version, " on ")
	if p.kind == mariadb {
		return "MariaDB " + version
	}
	return version
}

// moduleVersions are the versions of the modules that were compared.
func moduleVersions() (all []string) {
	compared := []string{
		"zombiezen.com/go/sqlite", "modernc.org/sqlite", "github.com/jackc/pgx/v5", "github.com/go-sql-driver/mysql",
		"gorm.io/gorm", "github.com/uptrace/bun", "entgo.io/ent", "github.com/jmoiron/sqlx", "xorm.io/xorm",
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return nil
	}
	for _, m := range info.Deps {
		if slices.Contains(compared, m.Path) {
			all = append(all, m.Path+" "+m.Version)
		}
	}
	return all
}
