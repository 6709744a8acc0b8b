"""What grades many submissions: processes of this machine, or the workers of a Dask cluster."""
