# The reference package ecomplexity on NAME.npy of the current folder: CPU seconds without imports, peak memory.
import sys,time,resource
t00=time.time()
import numpy as np,pandas as pd,warnings
warnings.filterwarnings('ignore')
from ecomplexity import ecomplexity
n=sys.argv[1]
X=np.load(n+'.npy')
i,j=np.nonzero(X)
df=pd.DataFrame({'y':2020,'l':i,'p':j,'v':X[i,j].astype(float)})
t0=time.time();c0=time.process_time()
try:
    out=ecomplexity(df,{'time':'y','loc':'l','prod':'p','val':'v'},check_logsupermodularity=False,verbose=False)
    st='ok rows=%d eciNaN=%d'%(len(out),out.eci.isna().sum())
except MemoryError as e:
    st='MemoryError '+str(e)
print('ecomplexity',n,'wall',round(time.time()-t0,3),'cpu',round(time.process_time()-c0,3),'maxrssMB',resource.getrusage(resource.RUSAGE_SELF).ru_maxrss//1024,st,flush=True)
