package main

import (
	"flag"
	"os"
	"slices"
	"strings"
	"time"
)

// options are the flags.
type options struct {
	quick, json            bool
	cases, databases, only []string
	postgresql, mysql      string
	profile, dir           string
	started                time.Time
}

const (
	envPostgreSQL = "AZOTH_TEST_POSTGRESQL"
	envMySQL      = "AZOTH_TEST_MYSQL"
)

func parseOptions(args []string) (*options, error) {
	o := &options{started: time.Now()}
	f := flag.NewFlagSet("bench", flag.ContinueOnError)
	f.BoolVar(&o.quick, "quick", false, "fewer rounds and less work: under five minutes")
	f.BoolVar(&o.json, "json", false, "print one JSON object a line, and write no page")
	f.StringVar(&o.postgresql, "postgresql", os.Getenv(envPostgreSQL), "the URL of a PostgreSQL database, whose tables customer, author and book are replaced")
	f.StringVar(&o.mysql, "mysql", os.Getenv(envMySQL), "the URL of a MariaDB database, likewise")
	f.StringVar(&o.profile, "cpuprofile", "", "write a CPU profile to this file; with -only azoth and -case it says what a case costs")
	f.StringVar(&o.dir, "dir", ".", "the folder of the program, where it was started from elsewhere")
	cases := f.String("case", "", "only these cases, separated by commas")
	databases := f.String("db", "", "only these databases: sqlite, sqlite-file, postgresql, mariadb")
	only := f.String("only", "", "only these contenders")
	err := f.Parse(args)
	o.cases, o.databases, o.only = list(*cases), list(*databases), list(*only)
	return o, err
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

// wants tells whether a flag names something; a flag that was not given names all.
func (o *options) wants(flag []string, name string) bool {
	return len(flag) == 0 || slices.Contains(flag, name)
}

func (o *options) url(kind string) string {
	switch kind {
	case postgresql:
		return o.postgresql
	case mariadb:
		return o.mysql
	}
	return ""
}

// needsServers tells whether a server is wanted that no URL names.
func (o *options) needsServers() bool {
	for _, kind := range []string{postgresql, mariadb} {
		if o.wants(o.databases, kind) && o.url(kind) == "" {
			return true
		}
	}
	return false
}
